module.exports = {
  ...require('./activities'),
  ...require('./timers'),
  ...require('./signals'),
  ...require('./children'),
  ...require('./continue-as-new'),
  ...require('./updates'),
  ...require('./queries'),
  ...require('./history'),
  ...require('./local-activities'),
  ...require('./cancellation'),
};
