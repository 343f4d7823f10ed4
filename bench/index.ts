import { apiFigures } from './api';
import { dataPlaneFigures } from './data-plane';
import { describeFigure, type Figure, isKept } from './figure';
import { lifeCycleFigures } from './life-cycle';
import { motoFigures } from './moto';
import { policyFigures } from './policy';
import { proofFigures } from './proof';
import { stateFigures } from './state';
import { synthFigures } from './synth';

/** The measurements by name; `npm run bench -- api` runs one. */
const groups: Readonly<Record<string, (isAskedFor: boolean) => Promise<Figure[]>>> = {
  synth: synthFigures,
  proof: proofFigures,
  rules: policyFigures,
  api: apiFigures,
  moto: motoFigures,
  state: stateFigures,
  'data-plane': dataPlaneFigures,
  'life-cycle': lifeCycleFigures,
};

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !(name in groups));
  if (unknown.length > 0)
    throw new Error(`no such measurement: ${unknown.join(', ')}; known: ${Object.keys(groups).join(', ')}`);
  let missed = 0;
  for (const [name, measure] of Object.entries(groups)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const figure of await measure(wanted.includes(name))) {
      console.log(describeFigure(figure));
      if (!isKept(figure)) missed += 1;
    }
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
