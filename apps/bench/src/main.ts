// The command line of the bench.
import { Asked } from './asked.ts';
import { measure } from './cell.ts';
import { workloadOf } from './workloads.ts';

export async function main(args: readonly string[], { built, root }: { built: string[]; root: string }): Promise<number> {
  const option = (name: string, otherwise: string): string[] =>
    (args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise).split(',');
  const ids = option('only', built.join(',')).filter((id) => built.includes(id));
  for (const letter of option('workloads', 'a,b,c,d,e,f,g1,g2')) {
    const workload = workloadOf(letter);
    const asked = ids.map((id) => new Asked(id, `${root}/dist/candidates/${id}.js`));
    for (const task of option('tasks', 'T1,T2,T3,T4') as never[]) {
      const cell = await measure({ workload, size: workload.size, chunking: 'token', task }, asked, { rounds: 7, least: 30, warm: 150, limit: Number(option('limit', '5')[0]) });
      const unit = cell.outcomes['json-parse'];
      const river = cell.outcomes['jsonriver'];
      console.log(letter, task, cell.length, cell.chunks);
      for (const [id, outcome] of Object.entries(cell.outcomes)) {
        if (outcome.status !== 'done') console.log('   ', id.padEnd(16), JSON.stringify(outcome));
        else
          console.log(
            '   ', id.padEnd(16), outcome.cpu.toFixed(3).padStart(10), 'ms',
            unit?.status === 'done' ? (outcome.cpu / unit.cpu).toFixed(1).padStart(9) : '',
            river?.status === 'done' ? (outcome.cpu / river.cpu).toFixed(2).padStart(9) : '',
            outcome.shows?.toFixed(2) ?? '',
          );
      }
    }
    for (const each of asked) each.end();
  }
  return 0;
}
