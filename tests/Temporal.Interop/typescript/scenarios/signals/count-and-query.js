const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('counter');
  for (let i = 0; i < 3; i++) await handle.signal('add');
  assert.equal(await handle.query('total'), 3);
  await handle.signal('finish');
  assert.equal(await handle.result(), 3);
  await assert.rejects(handle.signal('add'), { name: 'WorkflowNotFoundError' });
};
