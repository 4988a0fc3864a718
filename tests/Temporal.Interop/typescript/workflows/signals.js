const { condition, defineQuery, defineSignal, getExternalWorkflowHandle, proxyActivities, setDefaultSignalHandler, setHandler, sleep } = require('@temporalio/workflow');

const add = defineSignal('add');
const finish = defineSignal('finish');
const total = defineQuery('total');

exports.counter = async function () {
  let n = 0;
  let finished = false;
  setHandler(add, (by = 1) => {
    n += by;
  });
  setHandler(finish, () => {
    finished = true;
  });
  setHandler(total, () => n);
  await condition(() => finished);
  return n;
};

/** Tries to end while signals pour in: none that was acknowledged may be lost. */
exports.endsWhenCounted = async function (expected) {
  let n = 0;
  const { greet } = proxyActivities({ startToCloseTimeout: '60s' });
  setHandler(add, () => {
    n++;
  });
  while (n < expected) {
    const before = n;
    await condition(() => n > before);
    await greet('between signals');
  }
  return n;
};

exports.signalsOther = async function (workflowId) {
  const other = getExternalWorkflowHandle(workflowId);
  await other.signal('add', 5);
  await other.signal('finish');
};

exports.signalsNobody = async function () {
  try {
    await getExternalWorkflowHandle('a workflow that never was').signal('add');
    return 'delivered';
  } catch (error) {
    return error.constructor.name;
  }
};

exports.takesAnySignal = async function () {
  const names = [];
  setDefaultSignalHandler((name, ...args) => {
    names.push([name, ...args]);
  });
  await condition(() => names.length === 3);
  return names;
};

exports.waitsInHandler = async function () {
  const order = [];
  setHandler(add, async (by) => {
    await sleep(5);
    order.push(by);
  });
  await condition(() => order.length === 3);
  return order;
};
