const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

exports.run = async (t) => {
  const taskQueue = `comes back ${randomUUID()}`;
  const first = await t.worker(taskQueue);
  const handle = await t.startWith({ taskQueue }, 'counter');
  await handle.signal('add', 2);
  assert.equal(await handle.query('total'), 2);
  await first.stop();
  await handle.signal('add', 3);
  const second = await t.worker(taskQueue);
  assert.equal(await handle.query('total'), 5);
  await handle.signal('finish');
  assert.equal(await handle.result(), 5);
  await second.stop();
};
