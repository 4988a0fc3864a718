const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('account');
  await assert.rejects(handle.executeUpdate('failing'), ({ cause }) => cause.type === 'HandlerGaveUp');
  await handle.signal('close');
  await handle.result();
};
