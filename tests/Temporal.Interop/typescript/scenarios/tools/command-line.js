const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

const UNIMPLEMENTED = 12;

/** The calls behind the commands of `temporal`, as its sources make them. */
exports.run = async (t) => {
  const { namespace, service } = t;
  const operator = t.site.connection.operatorService;
  const name = `cli ${randomUUID()}`;

  // operator namespace create, describe, update, list, delete
  await service.registerNamespace({ namespace: name, workflowExecutionRetentionPeriod: { seconds: 259200 }, historyArchivalState: 1, visibilityArchivalState: 1 });
  await assert.rejects(service.registerNamespace({ namespace: name }), { code: 6 });
  await service.updateNamespace({ namespace: name, updateInfo: { description: 'updated' }, config: { workflowExecutionRetentionTtl: { seconds: 86400 } } });
  const described = await service.describeNamespace({ namespace: name });
  assert.equal(described.namespaceInfo.description, 'updated');
  assert.equal(Number(described.config.workflowExecutionRetentionTtl.seconds), 86400);
  assert.ok((await service.listNamespaces({ pageSize: 100 })).namespaces.some(({ namespaceInfo }) => namespaceInfo.name === name));
  assert.ok((await operator.deleteNamespace({ namespace: name })).deletedNamespace.startsWith(name));
  await assert.rejects(service.describeNamespace({ namespace: name }), { code: 5 });

  // operator search-attribute create, list, remove
  await operator.addSearchAttributes({ namespace, searchAttributes: { CliText: 1 } });
  assert.equal((await operator.listSearchAttributes({ namespace })).customAttributes.CliText, 1);
  await operator.removeSearchAttributes({ namespace, searchAttributes: ['CliText'] });

  // operator cluster health, system, describe
  assert.equal((await t.site.connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' })).status, 1);
  assert.ok((await service.getSystemInfo({})).capabilities.upsertMemo);
  assert.equal((await service.getClusterInfo({})).clusterName, 'active');

  // task-queue describe, its old form, and list-partition
  const taskQueue = { name: t.queue, kind: 1 };
  const { versionsInfo } = await service.describeTaskQueue({ namespace, taskQueue: { name: t.queue }, apiMode: 1, reportPollers: true, reportStats: true, taskQueueTypes: [1, 2] });
  assert.ok(versionsInfo[''].typesInfo[1].pollers.length > 0);
  assert.ok(versionsInfo[''].typesInfo[2].stats);
  const legacy = await service.describeTaskQueue({ namespace, taskQueue, taskQueueType: 2, includeTaskQueueStatus: true });
  assert.ok(legacy.pollers.length > 0 && legacy.taskQueueStatus);
  assert.equal((await service.listTaskQueuePartitions({ namespace, taskQueue })).workflowTaskQueuePartitions.length, 1);

  // workflow start, list, count, describe, show, stack, metadata, reset, delete
  const handle = await t.start('counter');
  await t.untilRunning(handle);
  const execution = { workflowId: handle.workflowId };
  assert.equal((await service.listOpenWorkflowExecutions({ namespace, executionFilter: execution })).executions.length, 1);
  assert.match(await handle.query('__stack_trace'), /at /);
  assert.ok((await handle.query('__temporal_workflow_metadata')).definition);
  const { history } = await service.getWorkflowExecutionHistoryReverse({ namespace, execution, maximumPageSize: 250 });
  const completed = history.events.find((event) => event.workflowTaskCompletedEventAttributes);
  const { runId } = await service.resetWorkflowExecution({
    namespace, workflowExecution: execution, reason: 'cli', workflowTaskFinishEventId: completed.eventId, requestId: randomUUID(), resetReapplyType: 3,
  });
  await service.terminateWorkflowExecution({ namespace, workflowExecution: { ...execution, runId }, reason: 'cli' });
  assert.equal((await service.listClosedWorkflowExecutions({ namespace, executionFilter: execution })).executions.length, 2);
  assert.equal(Number((await service.countWorkflowExecutions({ namespace, query: `WorkflowId = '${handle.workflowId}'` })).count), 2);
  await service.deleteWorkflowExecution({ namespace, workflowExecution: { ...execution, runId } });

  // What is left out is refused in the form that the tool understands.
  for (const call of [
    () => service.startBatchOperation({ namespace, jobId: 'b', visibilityQuery: 'TRUE', reason: 'cli' }),
    () => service.createSchedule({ namespace, scheduleId: 's' }),
    () => service.pauseActivity({ namespace, execution }),
    () => service.listWorkerDeployments({ namespace }),
    () => operator.listNexusEndpoints({}),
  ]) {
    await assert.rejects(call(), ({ code, details }) => code === UNIMPLEMENTED && /^unknown method \w+ for service temporal\.api\./.test(details));
  }
};
