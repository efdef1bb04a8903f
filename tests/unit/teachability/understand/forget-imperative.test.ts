import { describe, expect, it } from 'vitest';
import { tellsToForget } from '#main/teachability/capture/understand/acts/forget-imperative.ts';

describe('an imperative of forgetting', () => {
  it.each([
    'forget where I keep the spare key',
    'Please delete my old address.',
    'Vergiss bitte, wo ich früher gearbeitet hab.',
    'Ach, lösch das mit dem Zahnarzt wieder.',
    'Oublie où j’habitais avant.',
    'Olvida dónde trabajaba.',
    'Por favor, borra lo de mi jefe.',
    'Dimentica il nome del mio gatto.',
    'Esquece o número da minha porta.',
    'Vergeet waar ik woonde.',
    'Zapomnij, gdzie parkuję.',
    'Забудь, где я работал.',
    'Glöm var jag bodde.',
    '자전거 얘기는 잊어줘',
    '歯医者の予定は消してください。',
    'Kedimin adını unut.',
    'मेरा पुराना पता भूल जाओ।',
    '把我的车牌号忘掉吧',
  ])('%s', (sentence) => {
    expect(tellsToForget(sentence)).toBe(true);
  });

  it.each([
    'Don’t forget that I start early on Mondays.',
    'Vergiss bitte nicht, dass ich linkshändig bin.',
    'N’oublie pas que je suis gauchère.',
    'Nie zapomnij, że nie jem mięsa.',
    'Не забудь, что я левша.',
    'Remember where I keep the spare key.',
    'I forget where I keep the spare key.',
    'The forgetful professor deleted it.',
    'Oubliettes are cellars.',
    'Forget not the poor.',
    '내 자전거를 잊지 마',
    '傘を忘れないで',
    'Kedimi unutma',
  ])('none: %s', (sentence) => {
    expect(tellsToForget(sentence)).toBe(false);
  });
});
