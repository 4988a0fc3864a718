const { proxyLocalActivities, condition, defineSignal, setHandler, sleep } = require('@temporalio/workflow');

exports.callLocal = async function (name, args, options) {
  return await proxyLocalActivities({ startToCloseTimeout: '60s', ...options })[name](...args);
};

/** Longer than a workflow task: the worker renews the task while the activity runs. */
exports.outlivesItsTask = async function (milliseconds) {
  let signals = 0;
  setHandler(defineSignal('add'), () => {
    signals++;
  });
  const { greet, slow } = proxyLocalActivities({ startToCloseTimeout: '60s' });
  const answers = [await greet('local'), await slow(milliseconds)];
  await condition(() => signals > 0);
  return answers;
};

exports.backsOffOnTimer = async function () {
  const { localFailUntil } = proxyLocalActivities({
    startToCloseTimeout: '60s',
    localRetryThreshold: '10ms',
    retry: { initialInterval: '100ms', backoffCoefficient: 1 },
  });
  return await localFailUntil(2);
};

exports.localsAndTimers = async function () {
  const { greet } = proxyLocalActivities({ startToCloseTimeout: '60s' });
  const [first] = await Promise.all([greet('a'), sleep(1), greet('b')]);
  await sleep(1);
  return [first, await greet('c')];
};
