const assert = require('node:assert/strict');

exports.run = async (t) => {
  const values = [null, 'ünïcödé 🙂', 1.5, true, [], { nested: { list: [1, null] } }];
  assert.deepEqual(await t.execute('echoes', ...values), values);
  const [bytes] = await t.execute('echoes', new Uint8Array([0, 1, 255]));
  assert.ok(bytes !== undefined);
  const large = await t.execute('callActivity', 'bytes', [1_000_000]);
  assert.equal(large.length, 1_000_000);
};
