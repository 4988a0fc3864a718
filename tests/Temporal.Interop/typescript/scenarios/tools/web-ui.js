const assert = require('node:assert/strict');

const UNIMPLEMENTED = 12;

/** The calls that the pages of Temporal's Web UI make through its own server. */
exports.run = async (t) => {
  const { namespace, service } = t;
  const handle = await t.start('counter');
  await t.untilRunning(handle);
  const execution = { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };

  // Every page
  assert.match((await service.getSystemInfo({})).serverVersion, /^\d+\.\d+\.\d+$/);
  const cluster = await service.getClusterInfo({});
  assert.ok(cluster.clusterId && cluster.versionInfo.current.version && cluster.persistenceStore && cluster.visibilityStore);
  const { namespaces } = await service.listNamespaces({ pageSize: 100 });
  assert.ok(namespaces.every(({ namespaceInfo, config }) => namespaceInfo.state === 1 && config.workflowExecutionRetentionTtl));
  assert.equal((await service.describeNamespace({ namespace })).isGlobalNamespace, false);

  // The list of workflows, with its filters and counts
  assert.equal((await t.site.connection.operatorService.listSearchAttributes({ namespace })).systemAttributes.WorkflowId, 2);
  assert.equal((await service.getSearchAttributes({})).keys.InteropKeyword, 2);
  const query = `\`WorkflowId\`="${handle.workflowId}" AND \`ExecutionStatus\`="Running"`;
  const { executions } = await service.listWorkflowExecutions({ namespace, pageSize: 100, query });
  assert.equal(executions[0].execution.runId, execution.runId);
  const { count, groups } = await service.countWorkflowExecutions({ namespace, query: `${query} GROUP BY ExecutionStatus` });
  assert.equal(Number(count), 1);
  assert.equal(JSON.parse(Buffer.from(groups[0].groupValues[0].data).toString()), 'Running');
  assert.equal(Number((await service.countWorkflowExecutions({ namespace, query: '`TemporalReportedProblems` IN ("category=WorkflowTaskFailed", "category=WorkflowTaskTimedOut")' })).count), 0);

  // One workflow: summary, history in both directions, workers, queries
  const described = await service.describeWorkflowExecution({ namespace, execution });
  assert.equal(described.executionConfig.taskQueue.name, t.queue);
  assert.equal(described.workflowExecutionInfo.historyLength > 0, true);
  const ascending = await service.getWorkflowExecutionHistory({ namespace, execution, maximumPageSize: 2 });
  assert.deepEqual(ascending.history.events.map(({ eventId }) => Number(eventId)), [1, 2]);
  assert.ok(ascending.nextPageToken.length > 0);
  const descending = await service.getWorkflowExecutionHistoryReverse({ namespace, execution, maximumPageSize: 2 });
  assert.ok(descending.history.events[0].eventId > descending.history.events[1].eventId);
  const follow = service.getWorkflowExecutionHistory({ namespace, execution, waitNewEvent: true, nextPageToken: ascending.nextPageToken });
  assert.ok((await follow).history.events.length > 0);
  for (const taskQueueType of [1, 2]) {
    const { pollers } = await service.describeTaskQueue({ namespace, taskQueue: { name: t.queue }, taskQueueType });
    assert.ok(pollers.length > 0 && pollers[0].identity && pollers[0].lastAccessTime);
  }
  assert.match(await handle.query('__stack_trace'), /at /);

  // Its buttons
  await service.signalWorkflowExecution({ namespace, workflowExecution: execution, signalName: 'add', input: null, requestId: 'ui' });
  await service.requestCancelWorkflowExecution({ namespace, workflowExecution: execution });
  await assert.rejects(handle.result());

  // Pages of what this server has not: the UI hides or empties them.
  for (const call of [
    () => service.listSchedules({ namespace }),
    () => service.listBatchOperations({ namespace }),
    () => service.listWorkerDeployments({ namespace }),
    () => service.listWorkers({ namespace }),
    () => t.site.connection.operatorService.listNexusEndpoints({}),
  ]) {
    await assert.rejects(call(), { code: UNIMPLEMENTED });
  }
};
