/** Without a model: answers in the language of the message, and only what answers it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageOfMessage } from '#main/teachability/recall/request/request-language.ts';
import { TestApp } from '../../support/app.ts';

describe('answers from memory', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await TestApp.start();
  });
  afterEach(() => app.stop());
  const texts = async () => (await app.call('memories.list', {})).items.map(({ text }) => text);

  it('to requests to forget are in their language, and so is the choice', async () => {
    await app.say('Recuerda que el código del garaje es 2214.');
    await app.say('Recuerda que el código de la oficina es 9087.');
    const asked = await app.say('Olvida lo que te dije del código.');
    expect(asked.answer.text).toContain('¿Cuál quieres decir?');
    const none = await app.say('ninguno', asked.conversationId);
    expect(none.answer.text).toBe('No he olvidado nada.');
    const gone = await app.say('Olvida el código del garaje.');
    expect(gone.answer.text).toMatch(/^Olvidado\. Está debajo de tu mensaje/u);
    expect(await texts()).toEqual([expect.stringContaining('9087')]);
    const unknown = await app.say('Oublie ce que je t’ai dit sur mon chien.');
    expect(unknown.answer.text).toBe('Je ne me souviens de rien à ce sujet, rien n’est donc oublié.');
  });

  it('are never an order about answers that the question does not name', async () => {
    await app.say('Contéstame siempre corto porfa');
    await app.say('Tutoie-moi stp');
    for (const question of ['¿Cuándo es el cumple de mi madre?', 'what instrument am I learning?']) {
      const { answer } = await app.say(question);
      expect(answer.receipt?.used ?? 0).toBe(0);
    }
  });

  it('keep what is now of a sentence that also says what is over', async () => {
    await app.say('Vivo en Jaca.');
    await app.say('Ya no vivo en Jaca, me he mudado a Huesca.');
    expect(await texts()).toEqual(['Me he mudado a Huesca.']);
  });
});

it.each([
  ['tengo dos perros, Chispa y Trueno', 'es'],
  ['cuéntame algo', 'es'],
  ['raconte-moi une blague', 'fr'],
  ['vergeet dat van die fiets maar', 'nl'],
  ['eigentlich mag ich doch Fisch', 'de'],
  ['raccontami qualcosa', 'it'],
  ['esquece o que eu disse do carro', 'pt'],
  ['przeprowadziliśmy się do Gdyni', 'pl'],
  ['arabamı sattım', 'tr'],
  ['berätta ett skämt', 'sv'],
  ['tell me a joke', 'en'],
  ['札幌に住んでいます', 'ja'],
])('the language of “%s” is %s', (message, language) => {
  expect(languageOfMessage(message)).toBe(language);
});
