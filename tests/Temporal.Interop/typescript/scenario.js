const { randomUUID } = require('node:crypto');
const { setTimeout: pause } = require('node:timers/promises');
const { Worker } = require('@temporalio/worker');

/** What a scenario works with: the client, a task queue with a worker on it, and a record of what it started. */
class Scenario {
  constructor(name, site, queue) {
    this.name = name;
    this.site = site;
    this.queue = queue;
    this.client = site.client;
    this.service = site.connection.workflowService;
    this.namespace = 'default';
    this.startedIds = new Set();
  }

  newId() {
    const id = `${this.name}/${randomUUID()}`;
    this.startedIds.add(id);
    return id;
  }

  options(options = {}) {
    const workflowId = options.workflowId ?? this.newId();
    return { taskQueue: this.queue, ...options, workflowId };
  }

  async start(type, ...args) {
    return await this.startWith({}, type, ...args);
  }

  async startWith(options, type, ...args) {
    return await this.client.workflow.start(type, { ...this.options(options), args });
  }

  async execute(type, ...args) {
    const handle = await this.start(type, ...args);
    return await handle.result();
  }

  async events(handle) {
    return (await handle.fetchHistory()).events;
  }

  /** Counts of the event types, for assertions on what the server wrote. */
  async eventCounts(handle) {
    const counts = {};
    for (const event of await this.events(handle)) {
      const name = Object.keys(event).find((key) => key.endsWith('EventAttributes') && event[key]).replace('EventAttributes', '');
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async until(condition, what) {
    for (let i = 0; i < 6000; i++) {
      const value = await condition();
      if (value) return value;
      await pause(25);
    }
    throw new Error(`Waited too long until ${what}.`);
  }

  async untilRunning(handle) {
    await this.until(async () => (await this.eventCounts(handle)).workflowTaskCompleted, 'the first workflow task ended');
  }

  async status(handle) {
    return (await handle.describe()).status.name;
  }

  async list(query) {
    const found = [];
    for await (const execution of this.client.workflow.list({ query })) found.push(execution);
    return found;
  }

  /** A worker of the scenario's own; ends with the scenario unless it is stopped before. */
  async worker(taskQueue, options = {}) {
    const worker = await Worker.create({ ...this.site.workerOptions, ...options, taskQueue });
    const running = worker.run();
    const stop = async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    };
    this.site.closing.push(stop);
    return { stop };
  }
}

module.exports = { Scenario };
