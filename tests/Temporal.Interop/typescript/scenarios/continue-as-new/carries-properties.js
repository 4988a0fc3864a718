const assert = require('node:assert/strict');
const { SearchAttributeType, TypedSearchAttributes } = require('@temporalio/common');

exports.run = async (t) => {
  const key = { name: 'InteropKeyword', type: SearchAttributeType.KEYWORD };
  const handle = await t.startWith({
    memo: { kept: 'yes' },
    typedSearchAttributes: new TypedSearchAttributes([{ key, value: 'carried' }]),
  }, 'keepsWhatItHad', true);
  const last = await handle.result();
  assert.deepEqual(last.memo, { kept: 'yes' });
  assert.deepEqual(last.key, [{ key, value: 'carried' }]);
};
