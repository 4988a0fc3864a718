const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('answers');
  await assert.rejects(handle.query('throws'), { name: 'QueryNotRegisteredError', message: /gives up/ });
  await assert.rejects(handle.query('never defined'), { name: 'QueryNotRegisteredError' });
  await handle.signal('finish');
  assert.equal(await handle.result(), 'finished');
};
