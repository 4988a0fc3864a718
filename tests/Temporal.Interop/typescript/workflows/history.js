const { defineSearchAttributeKey } = require('@temporalio/common');
const {
  defineSignal, condition, patched, proxyActivities, setHandler, sleep, upsertMemo, upsertSearchAttributes, workflowInfo,
} = require('@temporalio/workflow');

exports.manyActivities = async function (n) {
  const { greet } = proxyActivities({ startToCloseTimeout: '60s' });
  for (let i = 0; i < n; i++) await greet(String(i));
  return workflowInfo().historyLength;
};

exports.longThenSignalled = async function (n) {
  let done = false;
  setHandler(defineSignal('finish'), () => {
    done = true;
  });
  await Promise.all(Array.from({ length: n }, () => sleep(1)));
  await condition(() => done);
  return n;
};

exports.upserts = async function () {
  upsertSearchAttributes([
    { key: defineSearchAttributeKey('InteropKeyword', 'KEYWORD'), value: 'second' },
    { key: defineSearchAttributeKey('InteropNumber', 'INT'), value: 5 },
  ]);
  upsertMemo({ added: { deep: [1, 2] }, removed: null });
  await sleep(1);
  const { memo, typedSearchAttributes } = workflowInfo();
  return { memo, keys: typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]) };
};

exports.patches = async function () {
  const isPatched = patched('a change');
  await sleep(1);
  return isPatched;
};

exports.tells = async function () {
  const { memo, attempt, taskQueue, workflowType, firstExecutionRunId, runId } = workflowInfo();
  return { memo, attempt, taskQueue, workflowType, first: firstExecutionRunId === runId };
};

exports.echoes = async function (...values) {
  return await proxyActivities({ startToCloseTimeout: '60s' }).echo(...values);
};
