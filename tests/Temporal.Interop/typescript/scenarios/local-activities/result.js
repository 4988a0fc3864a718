const assert = require('node:assert/strict');

// The managed SDK writes the same; LiveLocalActivityTests in its tests names the same keys.
const markerKeys = ['seq', 'attempt', 'activity_id', 'activity_type', 'complete_time', 'backoff', 'original_schedule_time'];

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('callLocal', 'greet', ['local']);
  assert.equal(await handle.result(), 'Hello local');
  const counts = await t.eventCounts(handle);
  assert.equal(counts.markerRecorded, 1);
  assert.equal(counts.activityTaskScheduled, undefined);
  const { markerRecordedEventAttributes: marker } = (await t.events(handle)).find((event) => event.markerRecordedEventAttributes);
  assert.equal(marker.markerName, 'core_local_activity');
  assert.deepEqual(Object.keys(marker.details).sort(), ['data', 'result']);
  assert.deepEqual(Object.keys(JSON.parse(Buffer.from(marker.details.data.payloads[0].data))), markerKeys);
};
