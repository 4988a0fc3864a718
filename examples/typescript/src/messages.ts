// What travels between this service and the migration's workflows. docs/workflows.md explains the words,
// docs/plan-reference.md the plan.

export type ExecutionStatus =
  | 'PENDING' | 'RUNNING' | 'PAUSED' | 'NEEDS_ATTENTION' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'ROLLED_BACK';

/** A plan; every key that is left out has its default. Databases go by their names in the worker's configuration. */
export interface MigrationPlan {
  Id: string;
  Name: string;
  SourceDatabase: string;
  TargetDatabase: string;
  Tables?: { SourceTable: string; TargetTable?: string }[];
  Configuration?: { BatchSize?: number; Parallelism?: number };
}

export interface MigrationInput {
  /** Also the workflow's id. */
  ExecutionId: string;
  Plan: MigrationPlan;
  /** Stands in the report; any text by which this service knows the plan again. */
  Fingerprint: string;
  StartedBy: string;
}

/** The argument of every signal. One with an id that was seen before changes nothing. */
export interface OperatorRequest {
  Id: string;
  By: string;
  Reason?: string;
  Tables?: string[];
}

export interface TableProgress {
  Name: string;
  Status: ExecutionStatus | 'SKIPPED';
  RowsProcessed: number;
  RowsTotal: number;
}

/** The answer of the query `progress`. */
export interface MigrationProgress {
  Status: ExecutionStatus;
  Phase: string;
  Tables: TableProgress[];
  Errors: { Code: string; Message: string; Resolved: boolean }[];
}

/** The workflow's result. */
export interface MigrationReport {
  Status: ExecutionStatus;
  Tables: TableProgress[];
  Audit: { Action: string; By: string; Accepted: boolean; Effect: string }[];
}
