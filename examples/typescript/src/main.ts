// Starts a migration, pauses it in the middle, lets it go on, and waits until every row has arrived and was compared.
import { Client, Connection } from '@temporalio/client';
import { MigrationPlan, MigrationProgress } from './messages';
import { Migration } from './migration';

async function main(): Promise<void> {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' });
  const client = new Client({ connection, namespace: process.env.TEMPORAL_NAMESPACE ?? 'default' });
  const plan: MigrationPlan = {
    Id: 'from-a-service',
    Name: 'Started by a service in TypeScript',
    SourceDatabase: process.env.SOURCE_DATABASE ?? 'LEGACY_DB',
    TargetDatabase: process.env.TARGET_DATABASE ?? 'NEW_DB',
    Configuration: { BatchSize: Number(process.env.BATCH_SIZE ?? 10_000) },
  };

  const migration = await Migration.start(client, plan);
  console.log(`started ${migration.id}`);

  await migration.until((now) => now.Phase === 'COPY' || now.Status === 'COMPLETED', show);
  await migration.pause('the shop opens');
  show(await migration.until((now) => now.Status === 'PAUSED' || now.Status === 'COMPLETED'));

  await migration.resume('the shop is closed');
  await migration.until((now) => now.Status === 'COMPLETED', show);

  await migration.finalize('the new database is in use');
  const report = await migration.report();
  for (const { Action, Accepted, Effect } of report.Audit) console.log(`${Action}: ${Accepted ? '' : 'refused. '}${Effect}`);
  console.log(`ended ${report.Status}`);
  await connection.close();
}

let last = '';

function show(progress: MigrationProgress): void {
  const rows = progress.Tables.reduce((sum, table) => sum + table.RowsProcessed, 0);
  const line = `${progress.Status} ${progress.Phase} ${rows} rows`;
  if (line !== last) console.log(line);
  last = line;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
