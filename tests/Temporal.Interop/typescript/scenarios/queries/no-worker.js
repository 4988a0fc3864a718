const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.startWith({ taskQueue: 'nobody polls this either' }, 'answers');
  await assert.rejects(t.site.connection.withDeadline(Date.now() + 1500, () => handle.query('echo')), { name: 'ServiceError' });
  await handle.terminate();
  await assert.rejects(handle.query('echo'), { name: 'ServiceError' });
};
