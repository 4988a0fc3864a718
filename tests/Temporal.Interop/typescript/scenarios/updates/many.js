const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('account');
  const balances = await Promise.all(Array.from({ length: 8 }, () => handle.executeUpdate('deposit', { args: [1] })));
  assert.equal(Math.max(...balances), 8);
  await handle.signal('close');
  assert.equal(await handle.result(), 8);
};
