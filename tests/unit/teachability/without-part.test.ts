import { describe, expect, it } from 'vitest';
import { contentWords } from '#main/teachability/capture/decide/shared-words.ts';
import { withoutPart } from '#main/teachability/capture/decide/without-part.ts';

const left = (memory: string, named: string) => withoutPart(memory, contentWords(named));

describe('what is left of a memory when a part of it is forgotten', () => {
  it.each([
    ['I have a goat called Fig and a mule called Otto.', 'the goat', 'I have a mule called Otto.'],
    ['I have a goat called Fig and a mule called Otto.', 'my mule Otto', 'I have a goat called Fig.'],
    ['I own a kayak and two canoes.', 'the kayak', 'I own two canoes.'],
    ['I play the oboe on Mondays and go fencing on Fridays.', 'fencing', 'I play the oboe on Mondays.'],
    ['I play the oboe on Mondays and go fencing on Fridays.', 'the oboe', 'I go fencing on Fridays.'],
    ['My aunt Greta is a judge and my uncle Olaf is a baker.', 'my aunt', 'My uncle Olaf is a baker.'],
    ["I'm allergic to celery and soy.", 'the celery allergy', "I'm allergic to soy."],
    ['My favourite colours are ochre and mint.', 'ochre', 'My favourite colours are mint.'],
    ['I speak Danish, Basque and a little Welsh.', 'I speak Welsh', 'I speak Danish and Basque.'],
    ['I speak Danish, Basque and a little Welsh.', 'Basque', 'I speak Danish and a little Welsh.'],
    ["I don't eat squid, ham or olives.", 'olives', "I don't eat squid or ham."],
    ['My locker code is heron and my PIN is 7120.', 'my PIN', 'My locker code is heron.'],
    ['I juggle and my aunt Greta keeps bees, geese and ducks.', 'Greta', 'I juggle.'],
    ['My aunt Greta is a judge. She lives in Ulm. I like tea.', 'Greta', 'I like tea.'],
    ['I have geese, four of them, and a mule.', 'the geese', 'I have a mule.'],
    ['I own a box of coins and a kayak.', 'the kayak', 'I own a box of coins.'],
    ['Ik heb een geit of een ezel.', 'de geit', 'Ik heb een ezel.'],
    ['My locker codes are 4711 and 5522.', '4711', 'My locker codes are 5522.'],
    ['Ich habe eine Ziege und einen Esel.', 'die Ziege', 'Ich habe einen Esel.'],
    ['Je joue de la harpe et du tuba.', 'la harpe', 'Je joue du tuba.'],
    ['Toco el arpa y juego al ajedrez.', 'el arpa', 'Juego al ajedrez.'],
    ['Ho una capra e un asino.', "l'asino", 'Ho una capra.'],
    ['Mam kozę i osła.', 'osła', 'Mam kozę.'],
    ['У меня есть коза и собака.', 'собаку', 'У меня есть коза.'],
    ['我有一只羊和一只鸭。', '羊', '我有一只鸭。'],
    ['我有一只羊和一只鸭。', '鸭', '我有一只羊。'],
    ['私は馬と羊を飼っています。', '馬', '私は羊を飼っています。'],
    ['私は馬と羊を飼っています。', '羊', '私は馬を飼っています。'],
    ['나는 오리와 말을 키워.', '오리', '나는 말을 키워.'],
    ['لدي خروف وحمار.', 'الخروف', 'لدي حمار.'],
  ])('%s without %s', (memory, named, rest) => {
    expect(left(memory, named)).toBe(rest);
  });

  it.each([
    ['I drink my cocoa cold.', 'the cocoa'],
    ['I can’t stand karaoke, I never could.', 'the karaoke thing'],
    ['I loathe mime, always did.', 'mime'],
    ['My aunt Greta is a judge and lives in Ulm.', 'Greta'],
    ['My aunt, Greta, is a judge.', 'my aunt'],
    ['I have a goat and a mule.', 'the goat and the mule'],
    ['I have a goat and a mule.', 'the tractor'],
    ["We've got geese, four of them.", 'the geese'],
    ['I have geese, about a dozen of them.', 'the geese'],
    ['I keep newts, 12 of those.', 'the newts'],
    ['Wir haben Gänse, drei davon.', 'die Gänse'],
    ['On a des oies, trois en tout.', 'les oies'],
    ['Tengo gansos, tres de ellos.', 'los gansos'],
    ['Abbiamo oche, tre in totale.', 'le oche'],
    ['We hebben ganzen, vier in totaal.', 'de ganzen'],
    ['Temos gansos, quatro deles.', 'os gansos'],
    ['У нас гуси, трое из них.', 'гусей'],
  ])('nothing, or nobody can tell what: %s without %s', (memory, named) => {
    expect(left(memory, named)).toBeNull();
  });
});
