const { condition, defineQuery, defineSignal, setHandler } = require('@temporalio/workflow');

exports.answers = async function () {
  let finished = false;
  setHandler(defineQuery('echo'), (...args) => args);
  setHandler(defineQuery('throws'), () => {
    throw new Error('the query gives up');
  });
  setHandler(defineSignal('finish'), () => {
    finished = true;
  });
  await condition(() => finished);
  return 'finished';
};
