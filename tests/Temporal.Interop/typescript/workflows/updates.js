const {
  allHandlersFinished, ApplicationFailure, condition, defineSignal, defineUpdate, proxyActivities, setHandler, sleep,
} = require('@temporalio/workflow');

exports.account = async function () {
  const { greet } = proxyActivities({ startToCloseTimeout: '60s' });
  let balance = 0;
  let closed = false;
  let released = false;
  setHandler(defineUpdate('deposit'), async (amount) => {
    await sleep(1);
    balance += amount;
    return balance;
  }, {
    validator: (amount) => {
      if (amount <= 0) throw ApplicationFailure.nonRetryable('a deposit is positive', 'NotPositive');
    },
  });
  setHandler(defineUpdate('greetBy'), async (name) => await greet(name));
  setHandler(defineUpdate('failing'), async () => {
    throw ApplicationFailure.nonRetryable('the handler gives up', 'HandlerGaveUp');
  });
  setHandler(defineUpdate('held'), async () => {
    await condition(() => released);
    return 'released';
  });
  setHandler(defineSignal('release'), () => {
    released = true;
  });
  setHandler(defineSignal('close'), () => {
    closed = true;
  });
  await condition(() => closed && allHandlersFinished());
  return balance;
};

exports.endsInUpdate = async function () {
  let done = false;
  setHandler(defineUpdate('end'), () => {
    done = true;
    return 'ended';
  });
  await condition(() => done);
};
