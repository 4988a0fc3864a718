const assert = require('node:assert/strict');

exports.run = async (t) => {
  const { serverVersion, capabilities } = await t.service.getSystemInfo({});
  assert.match(serverVersion, /^\d+\.\d+\.\d+/);
  assert.equal(capabilities.sdkMetadata, true);
  assert.ok((await t.service.getClusterInfo({})).clusterId);
  const { namespaces } = await t.service.listNamespaces({});
  assert.ok(namespaces.some(({ namespaceInfo }) => namespaceInfo.name === 'default' && namespaceInfo.id));
  const { pollers } = await t.service.describeTaskQueue({ namespace: t.namespace, taskQueue: { name: t.queue }, taskQueueType: 1 });
  assert.ok(pollers.length > 0);
  assert.equal((await t.site.connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' })).status, 1);
};
