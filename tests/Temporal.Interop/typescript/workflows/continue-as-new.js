const {
  condition, continueAsNew, defineSignal, makeContinueAsNewFunc, proxyActivities, setHandler, sleep, workflowInfo,
} = require('@temporalio/workflow');

exports.countsDown = async function (n) {
  if (n > 0) await continueAsNew(n - 1);
  return workflowInfo().continuedFromExecutionRunId !== undefined;
};

exports.keepsWhatItHad = async function (again) {
  const { memo, typedSearchAttributes } = workflowInfo();
  if (again) await continueAsNew(false);
  return { memo, key: typedSearchAttributes.getAll() };
};

exports.changesItsType = async function () {
  await makeContinueAsNewFunc({ workflowType: 'doubles', memo: { changed: true } })(21);
};

/** Each run takes a few signals and hands the sum on; signals that arrive between runs belong to the next. */
exports.sumsOverRuns = async function (sum, left) {
  let taken = 0;
  setHandler(defineSignal('take'), (n) => {
    sum += n;
    taken++;
  });
  await condition(() => taken >= Math.min(left, 10));
  if (left > taken) await continueAsNew(sum, left - taken);
  return sum;
};

/** What the first run left running ends without a trace in the second. */
exports.leavesActivityBehind = async function (first) {
  if (!first) return 'second run';
  const { slow } = proxyActivities({ startToCloseTimeout: '60s' });
  slow(50).catch(() => undefined);
  await sleep(1);
  return await continueAsNew(false);
};
