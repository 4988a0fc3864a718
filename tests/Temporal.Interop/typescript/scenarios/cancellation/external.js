const assert = require('node:assert/strict');

exports.run = async (t) => {
  const target = await t.start('cleansUp');
  await t.untilRunning(target);
  await t.execute('cancelsOther', target.workflowId);
  await assert.rejects(target.result(), ({ cause }) => cause.name === 'CancelledFailure');
};
