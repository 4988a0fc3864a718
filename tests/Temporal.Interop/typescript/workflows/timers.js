const { CancellationScope, condition, isCancellation, sleep, uuid4 } = require('@temporalio/workflow');

exports.sleeps = async function (milliseconds) {
  const before = Date.now();
  await sleep(milliseconds);
  return Date.now() - before >= milliseconds;
};

exports.cancelledTimer = async function () {
  const scope = new CancellationScope();
  const outcome = scope.run(() => sleep('1h')).then(() => 'fired', (error) => (isCancellation(error) ? 'cancelled' : String(error)));
  await sleep(1);
  scope.cancel();
  return await outcome;
};

exports.cancelledAtOnce = async function () {
  const scope = new CancellationScope();
  const outcome = scope.run(() => sleep('1h')).catch(() => 'cancelled');
  scope.cancel();
  return await outcome;
};

exports.manyTimers = async function (n) {
  let fired = 0;
  await Promise.all(Array.from({ length: n }, async (_, i) => {
    await sleep(1 + (i % 7));
    fired++;
  }));
  return fired;
};

exports.conditionTimesOut = async function () {
  return await condition(() => false, 20);
};

exports.drawsNumbers = async function () {
  const first = [Math.random(), uuid4()];
  await sleep(1);
  return [...first, Math.random(), uuid4()];
};
