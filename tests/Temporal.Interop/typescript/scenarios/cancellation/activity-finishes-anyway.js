const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('cancelsActivity', 'ignoreCancel', 'WAIT_CANCELLATION_COMPLETED');
  await t.until(async () => (await handle.describe()).raw.pendingActivities.some(({ state }) => state === 2), 'the activity began');
  await handle.signal('started');
  assert.equal(await handle.result(), 'completed: finished anyway');
};
