const assert = require('node:assert/strict');
const { SearchAttributeType, TypedSearchAttributes } = require('@temporalio/common');

exports.uncached = true;
exports.run = async (t) => {
  const typedSearchAttributes = new TypedSearchAttributes([{ key: { name: 'InteropKeyword', type: SearchAttributeType.KEYWORD }, value: 'first' }]);
  const handle = await t.startWith({ memo: { removed: 1, kept: true }, typedSearchAttributes }, 'upserts');
  const { memo, keys } = await handle.result();
  assert.deepEqual(memo, { kept: true, added: { deep: [1, 2] } });
  assert.deepEqual(Object.fromEntries(keys), { InteropKeyword: 'second', InteropNumber: 5 });

  const found = await t.list(`InteropKeyword = 'second' AND InteropNumber BETWEEN 4 AND 6 AND WorkflowId = '${handle.workflowId}'`);
  assert.equal(found.length, 1);
  assert.deepEqual(found[0].memo, { kept: true, added: { deep: [1, 2] } });
  assert.equal((await t.list(`InteropKeyword = 'first' AND WorkflowId = '${handle.workflowId}'`)).length, 0);
};
