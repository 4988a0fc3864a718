const { WorkflowExecutionAlreadyStartedError } = require('@temporalio/common');
const {
  ApplicationFailure, CancellationScope, ChildWorkflowFailure, condition, executeChild,
  isCancellation, setHandler, defineSignal, sleep, startChild, workflowInfo,
} = require('@temporalio/workflow');

exports.doubles = async function (n) {
  await sleep(1);
  return n * 2;
};

exports.failsAsChild = async function () {
  throw ApplicationFailure.nonRetryable('the child gives up', 'ChildGaveUp');
};

exports.waitsForEver = async function () {
  await condition(() => false);
};

exports.waitsForWord = async function () {
  let word;
  setHandler(defineSignal('word'), (value) => {
    word = value;
  });
  await condition(() => word !== undefined);
  return word;
};

exports.describesParent = async function () {
  const { parent, root } = workflowInfo();
  return { parent: parent.workflowId, root: root.workflowId };
};

exports.sumsChildren = async function (n) {
  const answers = await Promise.all(Array.from({ length: n }, (_, i) => executeChild('doubles', { args: [i] })));
  return answers.reduce((sum, answer) => sum + answer, 0);
};

exports.seesChildFail = async function () {
  try {
    return await executeChild('failsAsChild');
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure)) throw error;
    return [error.cause.message, error.cause.type];
  }
};

exports.cancelsChild = async function (cancellationType) {
  const scope = new CancellationScope();
  const handle = await scope.run(() => startChild('waitsForEver', { cancellationType, workflowId: `${workflowInfo().workflowId}/child` }));
  scope.cancel();
  try {
    return await handle.result();
  } catch (error) {
    return isCancellation(error) ? 'cancelled' : String(error);
  }
};

exports.signalsChild = async function () {
  const child = await startChild('waitsForWord');
  await child.signal('word', 'from the parent');
  return await child.result();
};

exports.startsTwice = async function () {
  const workflowId = `${workflowInfo().workflowId}/twice`;
  await startChild('waitsForEver', { workflowId });
  try {
    await startChild('waitsForEver', { workflowId });
    return 'started';
  } catch (error) {
    return error instanceof WorkflowExecutionAlreadyStartedError ? 'already started' : String(error);
  }
};

exports.leavesChild = async function (parentClosePolicy) {
  await startChild('waitsForEver', { workflowId: `${workflowInfo().workflowId}/child`, parentClosePolicy });
};

exports.childContinues = async function () {
  return await executeChild('countsDown', { args: [2] });
};

exports.childOfChild = async function () {
  return await executeChild('passesOn');
};

exports.passesOn = async function () {
  return await executeChild('describesParent');
};

exports.waitsForChild = async function () {
  return await executeChild('waitsForEver', { workflowId: `${workflowInfo().workflowId}/child` });
};
