const assert = require('node:assert/strict');

/** Queries beside signals: some ride on workflow tasks, some get tasks of their own. */
exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('counter');
  const calls = Array.from({ length: 15 }, async () => {
    await handle.signal('add');
    return await handle.query('total');
  });
  const totals = await Promise.all(calls);
  assert.ok(totals.every((total) => total >= 1 && total <= 15));
  assert.equal(await handle.query('total'), 15);
  await handle.signal('finish');
  assert.equal(await handle.result(), 15);
};
