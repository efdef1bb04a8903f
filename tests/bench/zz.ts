import { sentenceActs } from '#main/teachability/capture/understand/acts/sentence-acts.ts';
import { teachingsIn } from '#main/teachability/capture/extract/explicit-teaching.ts';
import { statedIn } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { whoseWords } from '#main/teachability/capture/understand/whose-words.ts';
for (const m of process.argv.slice(2)) { const w = whoseWords(m); console.log(JSON.stringify(w)); for (const s of sentenceActs(w.own)) console.log('  ', s.text.slice(0,60), s.content, Object.entries(s.scores).sort((a,b)=>b[1]-a[1]).slice(0,3).map(([k,v])=>k+' '+v.toFixed(2)).join(', ')); console.log('   told', teachingsIn(w.own, false).map((t) => t.rule + ' > ' + t.text)); console.log('   stated', statedIn(w.own, Date.now(), false).map((t) => t.rule + ' ' + (t.onlyCorrects?'oc ':'') + t.text)); }
