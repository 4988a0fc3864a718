import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, WorkflowHandle } from '@temporalio/client';
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { ExecutionStatus, MigrationInput, MigrationPlan, MigrationProgress, MigrationReport, OperatorRequest } from './messages';

const SERVICE = 'orders-service';
const TASK_QUEUE = 'migration';
const STUCK: readonly ExecutionStatus[] = ['NEEDS_ATTENTION', 'FAILED', 'CANCELLED', 'ROLLED_BACK'];

// By these `./snowflake-deploy migrate list`, the Web UI and other services find the execution.
const attribute = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

/** One execution of a plan, as another service sees it. */
export class Migration {
  private constructor(private readonly handle: WorkflowHandle) {}

  get id(): string {
    return this.handle.workflowId;
  }

  static async start(client: Client, plan: MigrationPlan): Promise<Migration> {
    const input: MigrationInput = {
      ExecutionId: `${plan.Id}-${randomUUID()}`,
      Plan: plan,
      Fingerprint: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
      StartedBy: SERVICE,
    };
    const handle = await client.workflow.start('MigrationWorkflow', {
      workflowId: input.ExecutionId,
      taskQueue: TASK_QUEUE,
      args: [input],
      // The task of a worker that was killed goes to another one after this long.
      workflowTaskTimeout: '5s',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: attribute('MigrationPlanId'), value: plan.Id },
        { key: attribute('MigrationStatus'), value: 'PENDING' },
        { key: attribute('MigrationPhase'), value: 'PREFLIGHT' },
        { key: attribute('MigrationSource'), value: plan.SourceDatabase },
        { key: attribute('MigrationTarget'), value: plan.TargetDatabase },
      ]),
    });
    return new Migration(handle);
  }

  /** Another service, or this one after a restart, needs nothing but the id. */
  static of(client: Client, id: string): Migration {
    return new Migration(client.workflow.getHandle(id));
  }

  progress(): Promise<MigrationProgress> {
    return this.handle.query<MigrationProgress>('progress');
  }

  pause(reason: string): Promise<void> {
    return this.ask('pause', reason);
  }

  resume(reason: string): Promise<void> {
    return this.ask('resume', reason);
  }

  /** Closes the time in which a completed migration can be rolled back. */
  finalize(reason: string): Promise<void> {
    return this.ask('finalize', reason);
  }

  /** Returns once the workflow is closed. */
  report(): Promise<MigrationReport> {
    return this.handle.result() as Promise<MigrationReport>;
  }

  /** Looks again and again until the condition holds; throws when only a person can help. */
  async until(
    holds: (progress: MigrationProgress) => boolean, seen: (progress: MigrationProgress) => void = () => {}, every = 200,
  ): Promise<MigrationProgress> {
    for (;;) {
      const progress = await this.progress();
      seen(progress);
      if (holds(progress)) return progress;
      if (STUCK.includes(progress.Status)) {
        throw new Error(`${this.id} is ${progress.Status}: ${progress.Errors.map((error) => error.Message).join(' ')}`);
      }
      await sleep(every);
    }
  }

  private ask(signal: string, reason: string): Promise<void> {
    const request: OperatorRequest = { Id: randomUUID(), By: SERVICE, Reason: reason };
    return this.handle.signal(signal, request);
  }
}
