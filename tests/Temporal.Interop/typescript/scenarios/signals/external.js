const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const target = await t.start('counter');
  await t.execute('signalsOther', target.workflowId);
  assert.equal(await target.result(), 5);
  assert.notEqual(await t.execute('signalsNobody'), 'delivered');
};
