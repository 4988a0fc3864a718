const { ActivityCancellationType, CancellationScope, condition, isCancellation, proxyActivities, sleep, workflowInfo, getExternalWorkflowHandle, defineSignal, setHandler } = require('@temporalio/workflow');

exports.cleansUp = async function () {
  try {
    await sleep('1h');
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => proxyActivities({ startToCloseTimeout: '60s' }).greet('cleanup'));
    }
    throw error;
  }
};

exports.ignoresCancel = async function () {
  await sleep('1h').catch(() => undefined);
  return 'carried on';
};

exports.cancelsActivity = async function (name, cancellationType, more) {
  const scope = new CancellationScope();
  let started = false;
  setHandler(defineSignal('started'), () => {
    started = true;
  });
  const running = scope.run(() => proxyActivities({
    startToCloseTimeout: '60s',
    heartbeatTimeout: '20s',
    cancellationType,
    retry: { maximumAttempts: 1 },
    ...more,
  })[name](workflowInfo().workflowId));
  const outcome = running.then((value) => `completed: ${value}`, (error) => (isCancellation(error) ? 'cancelled' : `failed: ${error}`));
  await condition(() => started);
  scope.cancel();
  return await outcome;
};

exports.cancelsOther = async function (workflowId) {
  await getExternalWorkflowHandle(workflowId).cancel();
};

exports.neverStartedActivity = async function () {
  const scope = new CancellationScope();
  const running = scope.run(() => proxyActivities({
    startToCloseTimeout: '60s',
    taskQueue: 'a queue without workers',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  }).nothing());
  const outcome = running.then(() => 'completed', (error) => (isCancellation(error) ? 'cancelled' : String(error)));
  await sleep(1);
  scope.cancel();
  return await outcome;
};
