/** The wording of memory mode's answers, one entry for each language. The memories themselves are not translated. */

export interface AnswerWords {
  readonly noModel: string;
  readonly greeting: string;
  readonly nothing: string;
  readonly offRecord: string;
  readonly withoutRecall: string;
  readonly past: string;
  readonly notKept: string;
  readonly forgotten: string;
  readonly willRemember: string;
  readonly willRememberThese: string;
  readonly known: string;
  readonly before: string;
  readonly shouldI: string;
  readonly toldBefore: string;
  /** Before a memory, with a colon. */
  readonly youTold: string;
  readonly mayMatter: string;
}

const english: AnswerWords = {
  noModel:
    'No model is connected, so I can only repeat what you taught me. Connect one under Settings, Models, and I can put it to use.',
  greeting:
    'Hello. No model is connected yet, so I cannot chat. You can already teach me: say "Remember that my favourite colour is teal", then ask me about it, in this chat or a later one. To chat, connect a model under Settings, Models.',
  nothing:
    'I do not remember anything about that. You can teach me by saying "Remember that …". No model is connected, so I cannot answer from general knowledge; connect one under Settings, Models.',
  offRecord:
    'Off the record: I keep nothing of what you say here, until you end it. No model is connected, so I cannot answer from general knowledge; connect one under Settings, Models.',
  withoutRecall:
    'No model is connected and memories are off in this chat, so I have nothing to answer with. Connect a model under Settings, Models.',
  past: 'That day has passed.',
  notKept: 'All right. I keep nothing of this message.',
  forgotten: 'Forgotten. It is shown under your message, where you can undo it.',
  willRemember: 'I will remember that.',
  willRememberThese: 'I will remember these:',
  known: 'I remember that already.',
  before: 'Before, you told me:',
  shouldI: 'Should I remember this? Approve or reject it under your message, or later under Memory, Review.',
  toldBefore: 'What you told me about it before:',
  youTold: 'You told me:',
  mayMatter: 'This may matter too:',
};

const words: Readonly<Record<string, AnswerWords>> = {
  en: english,
  de: {
    noModel:
      'Es ist kein Modell verbunden, deshalb kann ich nur wiederholen, was du mir beigebracht hast. Verbinde eines unter Einstellungen → Modelle, dann kann ich damit arbeiten.',
    greeting:
      'Hallo. Noch ist kein Modell verbunden, deshalb kann ich nicht plaudern. Beibringen kannst du mir aber schon etwas: Sag „Merk dir, dass meine Lieblingsfarbe Türkis ist“ und frag mich danach, in diesem Chat oder einem späteren. Zum Plaudern verbinde ein Modell unter Einstellungen → Modelle.',
    nothing:
      'Dazu weiß ich nichts. Du kannst es mir beibringen: „Merk dir, dass …“. Es ist kein Modell verbunden, deshalb kann ich nicht aus allgemeinem Wissen antworten; verbinde eines unter Einstellungen → Modelle.',
    offRecord:
      'Unter uns: Ich behalte nichts von dem, was du hier sagst, bis du es beendest. Es ist kein Modell verbunden, deshalb kann ich nicht aus allgemeinem Wissen antworten; verbinde eines unter Einstellungen → Modelle.',
    withoutRecall:
      'Es ist kein Modell verbunden, und Erinnerungen sind in diesem Chat ausgeschaltet; so habe ich nichts, womit ich antworten könnte. Verbinde ein Modell unter Einstellungen → Modelle.',
    past: 'Der Tag ist vorbei.',
    notKept: 'Gut. Von dieser Nachricht behalte ich nichts.',
    forgotten: 'Vergessen. Unter deiner Nachricht steht es, dort kannst du es rückgängig machen.',
    willRemember: 'Das merke ich mir.',
    willRememberThese: 'Das merke ich mir:',
    known: 'Das weiß ich schon.',
    before: 'Vorher hast du mir gesagt:',
    shouldI:
      'Soll ich mir das merken? Nimm es unter deiner Nachricht an oder lehne es ab, oder später unter Gedächtnis → Prüfen.',
    toldBefore: 'Was du mir vorher dazu gesagt hast:',
    youTold: 'Du hast mir gesagt:',
    mayMatter: 'Das könnte auch wichtig sein:',
  },
  es: {
    noModel:
      'No hay ningún modelo conectado, así que solo puedo repetir lo que me enseñaste. Conecta uno en Ajustes → Modelos y podré usarlo.',
    greeting:
      'Hola. Todavía no hay ningún modelo conectado, así que no puedo charlar. Pero ya puedes enseñarme: di «Recuerda que mi color favorito es el turquesa» y pregúntame después, en este chat o en otro. Para charlar, conecta un modelo en Ajustes → Modelos.',
    nothing:
      'No recuerdo nada sobre eso. Puedes enseñármelo diciendo «Recuerda que …». No hay ningún modelo conectado, así que no puedo responder con conocimientos generales; conecta uno en Ajustes → Modelos.',
    offRecord:
      'Entre nosotros: no guardo nada de lo que digas aquí hasta que tú lo termines. No hay ningún modelo conectado, así que no puedo responder con conocimientos generales; conecta uno en Ajustes → Modelos.',
    withoutRecall:
      'No hay ningún modelo conectado y los recuerdos están desactivados en este chat, así que no tengo con qué responder. Conecta un modelo en Ajustes → Modelos.',
    past: 'Ese día ya pasó.',
    notKept: 'De acuerdo. No guardo nada de este mensaje.',
    forgotten: 'Olvidado. Aparece debajo de tu mensaje, donde puedes deshacerlo.',
    willRemember: 'Lo recordaré.',
    willRememberThese: 'Recordaré esto:',
    known: 'Eso ya lo recuerdo.',
    before: 'Antes me dijiste:',
    shouldI:
      '¿Debo recordar esto? Apruébalo o recházalo debajo de tu mensaje, o más tarde en Memoria → Revisión.',
    toldBefore: 'Lo que me dijiste antes sobre ello:',
    youTold: 'Me dijiste:',
    mayMatter: 'Esto también puede importar:',
  },
  fr: {
    noModel:
      'Aucun modèle n’est connecté, je peux donc seulement répéter ce que tu m’as appris. Connectes-en un sous Paramètres → Modèles, et je pourrai m’en servir.',
    greeting:
      'Bonjour. Aucun modèle n’est encore connecté, je ne peux donc pas discuter. Mais tu peux déjà m’apprendre des choses : dis « Retiens que ma couleur préférée est le turquoise », puis interroge-moi, dans cette discussion ou une autre. Pour discuter, connecte un modèle sous Paramètres → Modèles.',
    nothing:
      'Je ne me souviens de rien à ce sujet. Tu peux me l’apprendre en disant « Retiens que … ». Aucun modèle n’est connecté, je ne peux donc pas répondre à partir de connaissances générales ; connectes-en un sous Paramètres → Modèles.',
    offRecord:
      'Hors mémoire : je ne garde rien de ce que tu dis ici, jusqu’à ce que tu y mettes fin. Aucun modèle n’est connecté, je ne peux donc pas répondre à partir de connaissances générales ; connectes-en un sous Paramètres → Modèles.',
    withoutRecall:
      'Aucun modèle n’est connecté et les souvenirs sont désactivés dans cette discussion : je n’ai rien pour répondre. Connecte un modèle sous Paramètres → Modèles.',
    past: 'Ce jour est passé.',
    notKept: 'D’accord. Je ne garde rien de ce message.',
    forgotten: 'Oublié. C’est indiqué sous ton message, où tu peux l’annuler.',
    willRemember: 'Je m’en souviendrai.',
    willRememberThese: 'Je m’en souviendrai :',
    known: 'Je m’en souviens déjà.',
    before: 'Avant, tu m’avais dit :',
    shouldI:
      'Dois-je retenir ceci ? Approuve-le ou rejette-le sous ton message, ou plus tard sous Mémoire → À vérifier.',
    toldBefore: 'Ce que tu m’en avais dit :',
    youTold: 'Tu m’as dit :',
    mayMatter: 'Ceci peut compter aussi :',
  },
  it: {
    noModel:
      'Nessun modello è collegato, quindi posso solo ripetere quello che mi hai insegnato. Collegane uno in Settings → Models e potrò usarlo.',
    greeting:
      'Ciao. Non è ancora collegato nessun modello, quindi non posso chiacchierare. Puoi già insegnarmi qualcosa: di’ «Ricorda che il mio colore preferito è il turchese», poi chiedimelo, in questa chat o in un’altra. Per chiacchierare collega un modello in Settings → Models.',
    nothing:
      'Non ricordo nulla a riguardo. Puoi insegnarmelo dicendo «Ricorda che …». Nessun modello è collegato, quindi non posso rispondere con conoscenze generali; collegane uno in Settings → Models.',
    offRecord:
      'Resta tra noi: non tengo nulla di quello che dici qui, finché non lo concludi. Nessun modello è collegato, quindi non posso rispondere con conoscenze generali; collegane uno in Settings → Models.',
    withoutRecall:
      'Nessun modello è collegato e i ricordi sono disattivati in questa chat, quindi non ho nulla con cui rispondere. Collega un modello in Settings → Models.',
    past: 'Quel giorno è passato.',
    notKept: 'Va bene. Di questo messaggio non tengo nulla.',
    forgotten: 'Dimenticato. È indicato sotto il tuo messaggio, dove puoi annullarlo.',
    willRemember: 'Me lo ricorderò.',
    willRememberThese: 'Mi ricorderò questo:',
    known: 'Lo ricordo già.',
    before: 'Prima mi avevi detto:',
    shouldI: 'Devo ricordarlo? Approvalo o rifiutalo sotto il tuo messaggio, o più tardi in Memory → Review.',
    toldBefore: 'Che cosa mi avevi già detto:',
    youTold: 'Mi hai detto:',
    mayMatter: 'Può contare anche questo:',
  },
  pt: {
    noModel:
      'Nenhum modelo está conectado, então só posso repetir o que você me ensinou. Conecte um em Settings → Models e poderei usá-lo.',
    greeting:
      'Olá. Nenhum modelo está conectado ainda, então não posso conversar. Mas você já pode me ensinar: diga “Lembre que minha cor favorita é turquesa” e depois me pergunte, neste chat ou em outro. Para conversar, conecte um modelo em Settings → Models.',
    nothing:
      'Não me lembro de nada sobre isso. Você pode me ensinar dizendo “Lembre que …”. Nenhum modelo está conectado, então não posso responder com conhecimento geral; conecte um em Settings → Models.',
    offRecord:
      'Só entre nós: não guardo nada do que você diz aqui até você encerrar. Nenhum modelo está conectado, então não posso responder com conhecimento geral; conecte um em Settings → Models.',
    withoutRecall:
      'Nenhum modelo está conectado e as memórias estão desligadas neste chat, então não tenho com que responder. Conecte um modelo em Settings → Models.',
    past: 'Esse dia já passou.',
    notKept: 'Tudo bem. Não guardo nada desta mensagem.',
    forgotten: 'Esquecido. Aparece abaixo da sua mensagem, onde você pode desfazer.',
    willRemember: 'Vou me lembrar disso.',
    willRememberThese: 'Vou me lembrar disto:',
    known: 'Disso eu já me lembro.',
    before: 'Antes você me disse:',
    shouldI:
      'Devo me lembrar disto? Aprove ou rejeite abaixo da sua mensagem, ou mais tarde em Memory → Review.',
    toldBefore: 'O que você me disse antes sobre isso:',
    youTold: 'Você me disse:',
    mayMatter: 'Isto também pode importar:',
  },
  nl: {
    noModel:
      'Er is geen model verbonden, dus ik kan alleen herhalen wat je me hebt geleerd. Verbind er een onder Settings → Models, dan kan ik er iets mee doen.',
    greeting:
      'Hallo. Er is nog geen model verbonden, dus ik kan niet kletsen. Je kunt me al wel iets leren: zeg ‘Onthoud dat mijn lievelingskleur turkoois is’ en vraag me er later naar, in dit gesprek of een volgend. Verbind voor een gesprek een model onder Settings → Models.',
    nothing:
      'Daar weet ik niets van. Je kunt het me leren met ‘Onthoud dat …’. Er is geen model verbonden, dus ik kan niet uit algemene kennis antwoorden; verbind er een onder Settings → Models.',
    offRecord:
      'Onder ons: ik bewaar niets van wat je hier zegt, tot je het beëindigt. Er is geen model verbonden, dus ik kan niet uit algemene kennis antwoorden; verbind er een onder Settings → Models.',
    withoutRecall:
      'Er is geen model verbonden en herinneringen staan uit in dit gesprek, dus ik heb niets om mee te antwoorden. Verbind een model onder Settings → Models.',
    past: 'Die dag is voorbij.',
    notKept: 'Goed. Van dit bericht bewaar ik niets.',
    forgotten: 'Vergeten. Het staat onder je bericht, waar je het ongedaan kunt maken.',
    willRemember: 'Dat onthoud ik.',
    willRememberThese: 'Dit onthoud ik:',
    known: 'Dat weet ik al.',
    before: 'Eerder zei je:',
    shouldI:
      'Moet ik dit onthouden? Keur het goed of wijs het af onder je bericht, of later onder Memory → Review.',
    toldBefore: 'Wat je er eerder over zei:',
    youTold: 'Je hebt me verteld:',
    mayMatter: 'Dit is misschien ook van belang:',
  },
  pl: {
    noModel:
      'Żaden model nie jest podłączony, więc mogę tylko powtórzyć to, czego mnie nauczono. Podłącz go w Settings → Models, a będę mógł z tego skorzystać.',
    greeting:
      'Cześć. Żaden model nie jest jeszcze podłączony, więc nie mogę rozmawiać. Możesz mnie już jednak uczyć: powiedz „Zapamiętaj, że mój ulubiony kolor to turkus”, a potem zapytaj o to, w tym czacie albo w innym. Aby rozmawiać, podłącz model w Settings → Models.',
    nothing:
      'Nic o tym nie pamiętam. Możesz mnie nauczyć, mówiąc „Zapamiętaj, że …”. Żaden model nie jest podłączony, więc nie mogę odpowiadać z wiedzy ogólnej; podłącz go w Settings → Models.',
    offRecord:
      'Zostaje między nami: nie zachowuję niczego, co tu mówisz, dopóki tego nie zakończysz. Żaden model nie jest podłączony, więc nie mogę odpowiadać z wiedzy ogólnej; podłącz go w Settings → Models.',
    withoutRecall:
      'Żaden model nie jest podłączony, a wspomnienia są w tym czacie wyłączone, więc nie mam czym odpowiedzieć. Podłącz model w Settings → Models.',
    past: 'Ten dzień już minął.',
    notKept: 'Dobrze. Niczego z tej wiadomości nie zachowam.',
    forgotten: 'Zapomniane. Widać to pod twoją wiadomością, gdzie można to cofnąć.',
    willRemember: 'Zapamiętam to.',
    willRememberThese: 'Zapamiętam to:',
    known: 'To już pamiętam.',
    before: 'Wcześniej słyszałem od ciebie:',
    shouldI:
      'Czy mam to zapamiętać? Zatwierdź albo odrzuć pod swoją wiadomością lub później w Memory → Review.',
    toldBefore: 'Co wiem o tym od ciebie:',
    youTold: 'Wiem od ciebie:',
    mayMatter: 'To też może mieć znaczenie:',
  },
  ru: {
    noModel:
      'Модель не подключена, поэтому я могу только повторить то, чему вы меня научили. Подключите её в Settings → Models, и я смогу это использовать.',
    greeting:
      'Здравствуйте. Модель пока не подключена, поэтому поговорить не получится. Но учить меня уже можно: скажите «Запомни, что мой любимый цвет — бирюзовый», а потом спросите об этом, в этом чате или в другом. Чтобы общаться, подключите модель в Settings → Models.',
    nothing:
      'Об этом я ничего не помню. Научите меня: «Запомни, что …». Модель не подключена, поэтому я не могу отвечать из общих знаний; подключите её в Settings → Models.',
    offRecord:
      'Без записи: я не сохраняю ничего из того, что вы здесь говорите, пока вы это не закончите. Модель не подключена, поэтому я не могу отвечать из общих знаний; подключите её в Settings → Models.',
    withoutRecall:
      'Модель не подключена, а воспоминания в этом чате выключены, поэтому отвечать мне нечем. Подключите модель в Settings → Models.',
    past: 'Этот день прошёл.',
    notKept: 'Хорошо. Из этого сообщения я ничего не сохраню.',
    forgotten: 'Забыто. Это показано под вашим сообщением, там можно отменить.',
    willRemember: 'Я это запомню.',
    willRememberThese: 'Я запомню это:',
    known: 'Это я уже помню.',
    before: 'Раньше вы говорили:',
    shouldI: 'Запомнить это? Подтвердите или отклоните под своим сообщением или позже в Memory → Review.',
    toldBefore: 'Что вы говорили об этом раньше:',
    youTold: 'Вы мне сказали:',
    mayMatter: 'Это тоже может быть важно:',
  },
  tr: {
    noModel:
      'Bağlı bir model yok, bu yüzden yalnızca bana öğrettiklerini tekrarlayabilirim. Settings → Models altında bir model bağlarsan onları kullanabilirim.',
    greeting:
      'Merhaba. Henüz bağlı bir model yok, bu yüzden sohbet edemem. Ama bana şimdiden bir şeyler öğretebilirsin: “Şunu hatırla: en sevdiğim renk turkuaz” de, sonra bu sohbette ya da başka birinde sor. Sohbet için Settings → Models altında bir model bağla.',
    nothing:
      'Bununla ilgili bir şey hatırlamıyorum. “Şunu hatırla: …” diyerek öğretebilirsin. Bağlı bir model yok, bu yüzden genel bilgiyle yanıt veremem; Settings → Models altında bir model bağla.',
    offRecord:
      'Aramızda kalsın: sen bitirene kadar burada söylediklerinden hiçbir şey saklamam. Bağlı bir model yok, bu yüzden genel bilgiyle yanıt veremem; Settings → Models altında bir model bağla.',
    withoutRecall:
      'Bağlı bir model yok ve bu sohbette anılar kapalı, bu yüzden yanıt verecek bir şeyim yok. Settings → Models altında bir model bağla.',
    past: 'O gün geçti.',
    notKept: 'Tamam. Bu mesajdan hiçbir şey saklamıyorum.',
    forgotten: 'Unutuldu. Mesajının altında görünür, oradan geri alabilirsin.',
    willRemember: 'Bunu hatırlayacağım.',
    willRememberThese: 'Bunları hatırlayacağım:',
    known: 'Bunu zaten hatırlıyorum.',
    before: 'Daha önce şöyle demiştin:',
    shouldI:
      'Bunu hatırlayayım mı? Mesajının altında onayla ya da reddet, ya da daha sonra Memory → Review altında.',
    toldBefore: 'Bu konuda daha önce söylediklerin:',
    youTold: 'Bana söylediğin:',
    mayMatter: 'Bu da önemli olabilir:',
  },
  sv: {
    noModel:
      'Ingen modell är ansluten, så jag kan bara upprepa det du har lärt mig. Anslut en under Settings → Models, så kan jag använda det.',
    greeting:
      'Hej. Ingen modell är ansluten än, så jag kan inte småprata. Men du kan redan lära mig saker: säg ”Kom ihåg att min favoritfärg är turkos” och fråga mig sedan, i den här chatten eller en senare. Anslut en modell under Settings → Models för att chatta.',
    nothing:
      'Det minns jag ingenting om. Du kan lära mig genom att säga ”Kom ihåg att …”. Ingen modell är ansluten, så jag kan inte svara ur allmän kunskap; anslut en under Settings → Models.',
    offRecord:
      'Oss emellan: jag sparar inget av det du säger här, förrän du avslutar det. Ingen modell är ansluten, så jag kan inte svara ur allmän kunskap; anslut en under Settings → Models.',
    withoutRecall:
      'Ingen modell är ansluten och minnen är avstängda i den här chatten, så jag har inget att svara med. Anslut en modell under Settings → Models.',
    past: 'Den dagen har passerat.',
    notKept: 'Okej. Jag sparar inget av det här meddelandet.',
    forgotten: 'Glömt. Det visas under ditt meddelande, där du kan ångra det.',
    willRemember: 'Det ska jag minnas.',
    willRememberThese: 'Det här ska jag minnas:',
    known: 'Det minns jag redan.',
    before: 'Tidigare sa du:',
    shouldI:
      'Ska jag minnas det här? Godkänn eller avvisa det under ditt meddelande, eller senare under Memory → Review.',
    toldBefore: 'Vad du har sagt om det förut:',
    youTold: 'Du har berättat:',
    mayMatter: 'Det här kan också spela roll:',
  },
  ja: {
    noModel:
      'モデルが接続されていないため、教えていただいたことを繰り返すことしかできません。「設定 → モデル」で接続すると、活用できるようになります。',
    greeting:
      'こんにちは。まだモデルが接続されていないため、会話はできません。でも教えることはもうできます。「好きな色はターコイズだと覚えておいて」と言ってから、このチャットや別のチャットで聞いてみてください。会話するには「設定 → モデル」でモデルを接続してください。',
    nothing:
      'それについては何も覚えていません。「…を覚えて」と言えば教えられます。モデルが接続されていないため、一般的な知識では答えられません。「設定 → モデル」で接続してください。',
    offRecord:
      'オフレコです。終わりにするまで、ここで話したことは何も残しません。モデルが接続されていないため、一般的な知識では答えられません。「設定 → モデル」で接続してください。',
    withoutRecall:
      'モデルが接続されておらず、このチャットでは記憶もオフになっているため、答える材料がありません。「設定 → モデル」でモデルを接続してください。',
    past: 'その日は過ぎました。',
    notKept: 'わかりました。このメッセージの内容は何も残しません。',
    forgotten: '忘れました。メッセージの下に表示され、そこで元に戻せます。',
    willRemember: '覚えておきます。',
    willRememberThese: '次のことを覚えておきます：',
    known: 'それはもう覚えています。',
    before: '前に聞いたこと：',
    shouldI:
      'これを覚えておきますか？ メッセージの下で承認または却下してください。あとで「記憶 → 確認」でもできます。',
    toldBefore: 'これについて前に聞いたこと：',
    youTold: '教えていただいたこと：',
    mayMatter: 'これも関係があるかもしれません：',
  },
  zh: {
    noModel: '没有连接模型，所以我只能复述你教过我的内容。在“设置 → 模型”中连接一个，我就能运用它们。',
    greeting:
      '你好。还没有连接模型，所以我不能聊天。不过你已经可以教我了：说“记住我最喜欢的颜色是青色”，然后在这个或之后的对话中问我。要聊天，请在“设置 → 模型”中连接模型。',
    nothing:
      '关于这个我什么都不记得。你可以说“记住……”来教我。没有连接模型，所以我无法用常识回答；请在“设置 → 模型”中连接一个。',
    offRecord:
      '不留记录：在你结束之前，你在这里说的我什么都不保留。没有连接模型，所以我无法用常识回答；请在“设置 → 模型”中连接一个。',
    withoutRecall:
      '没有连接模型，这个对话也关闭了记忆，所以我没有可用来回答的内容。请在“设置 → 模型”中连接模型。',
    past: '那一天已经过去了。',
    notKept: '好的。这条消息我什么都不保留。',
    forgotten: '已忘记。它显示在你的消息下方，可以在那里撤销。',
    willRemember: '我会记住的。',
    willRememberThese: '我会记住这些：',
    known: '这个我已经记得了。',
    before: '之前你告诉我：',
    shouldI: '要我记住这个吗？请在你的消息下方批准或拒绝，也可以稍后在“记忆 → 审阅”中处理。',
    toldBefore: '关于这个你之前告诉过我：',
    youTold: '你告诉过我：',
    mayMatter: '这个可能也有关：',
  },
  ko: {
    noModel:
      '연결된 모델이 없어서 가르쳐 주신 것을 되풀이할 수만 있어요. Settings → Models에서 모델을 연결하면 활용할 수 있어요.',
    greeting:
      '안녕하세요. 아직 연결된 모델이 없어서 대화는 할 수 없어요. 하지만 가르치는 것은 지금도 돼요. “내가 좋아하는 색은 청록색이라고 기억해”라고 말한 뒤, 이 채팅이나 다른 채팅에서 물어보세요. 대화하려면 Settings → Models에서 모델을 연결하세요.',
    nothing:
      '그것에 대해서는 기억나는 것이 없어요. “…을 기억해”라고 말해 가르쳐 주세요. 연결된 모델이 없어서 일반 지식으로는 답할 수 없어요. Settings → Models에서 모델을 연결하세요.',
    offRecord:
      '비공개로: 끝내실 때까지 여기서 하신 말은 아무것도 남기지 않아요. 연결된 모델이 없어서 일반 지식으로는 답할 수 없어요. Settings → Models에서 모델을 연결하세요.',
    withoutRecall:
      '연결된 모델이 없고 이 채팅에서는 기억도 꺼져 있어서 답할 것이 없어요. Settings → Models에서 모델을 연결하세요.',
    past: '그날은 지났어요.',
    notKept: '알겠어요. 이 메시지에서는 아무것도 남기지 않아요.',
    forgotten: '잊었어요. 메시지 아래에 표시되며, 거기서 되돌릴 수 있어요.',
    willRemember: '기억할게요.',
    willRememberThese: '다음을 기억할게요:',
    known: '그건 이미 기억하고 있어요.',
    before: '전에는 이렇게 말씀하셨어요:',
    shouldI:
      '이것을 기억할까요? 메시지 아래에서 승인하거나 거절하세요. 나중에 Memory → Review에서도 할 수 있어요.',
    toldBefore: '이에 대해 전에 말씀하신 것:',
    youTold: '말씀하신 것:',
    mayMatter: '이것도 관련이 있을 수 있어요:',
  },
};

/**
 * English if there is no entry for the language.
 * @param language a result of `languageOfMessage`
 */
export function answerWords(language: string): AnswerWords {
  return words[language] ?? english;
}
