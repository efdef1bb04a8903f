"""Writes sentences with the ids the library tokenizers cuts them into with the vocabulary of e5-int4.bin, for the test of unigram-pieces.ts.

Its Unigram model and its normalizers Nmt and NFKC share nothing with the app's code.
"""

import json
import struct
import sys

import numpy as np

from e5_package import tokenizer_of

SENTENCES = [
    "My sister lives in Porto.", "query: which herb should be left out?", "Don't touch it!", "e-mail: someone@example.org", "It costs $4.99 (or 5,00 €).",
    "tab\tand\nnew line\r\nend", "   spaces   around   ", "", " ", "...", "https://example.org/path?query=1&other=2#part", "2026-11-30T10:00:00Z",
    "supercalifragilisticexpialidocious", "a" * 60, "qwrtzxcvb", "<s> and </s> and <mask> are plain text", "▁ underlined ▁▁ twice",
    "Ich vertrage keine Milchprodukte und trinke nur Hafermilch.", "Fußgängerübergang, Straßenbahn, Äpfel", "Donaudampfschifffahrtsgesellschaft",
    "Ma sœur n'aime pas l'été, ça la fatigue.", "¿Dónde está mi paraguas? ¡Mañana llueve!", "Perché no? È così bello!", "Não consigo dormir às terças.",
    "Mijn fiets staat bij de bakker, vlak naast 't station.", "Jag åker skidor varje vinter i Åre.", "Jeg spiser ikke rødbeder på lørdage.", "Minä asun Jyväskylässä.",
    "Zażółć gęślą jaźń, proszę.", "Příliš žluťoučký kůň úpěl.", "Az öcsém Győrben él.", "Îmi place cafeaua fără zahăr.", "Αγαπώ τη θάλασσα και τα βουνά.",
    "Моя сестра не ест рыбу.", "Ёлка, объезд, подъём", "Мій брат живе у Львові, біля їдальні.", "Обичам планината.", "Kardeşim İzmir'de öğretmenlik yapıyor.",
    "أختي لا تأكل السمك.", "اللُّغَةُ العَرَبِيَّةُ جميلة", "मेरी बहन दिल्ली में रहती है।", "אחותי גרה בחיפה.", "น้องสาวฉันชอบทะเล", "我妹妹住在上海,不吃海鲜。",
    "繁體中文也可以嗎?", "妹は大阪で働いています。", "カタカナとひらがな", "ﾊﾝｶｸ ｶﾅ", "내 동생은 부산에 살아요.", "각", "ሰላም ለዓለም", "ကြိုဆိုပါတယ်", "ᓀᐦᐃᔭᐍᐏᐣ ᓀᐦᐃᔭᐍᐏᐣ", "𠀀𠮷野家",
    "café cafe\u0301 e\u0301", "ﬁne ligature, ½ cup, x² + y², №5, ™", "ＡＢＣ １２３", "①②③ ㎏ ℌ 𝒜𝓁", "zero\u200bwidth", "soft\u00adhyphen", "no\u00a0break",
    "left\u200eto\u200fright", "bell\u0007here", "bom\ufeffhere", "line\u2028separator", "ideographic\u3000space", "replacement\ufffdhere", "join\u200der",
    "“curly” ‘quotes’ — dash – en … ellipsis", "«guillemets» „low“", "、。！？「かぎ」・", "I love it 😀", "👍🏽 great", "👨‍👩‍👧 family", "🇩🇪 flag ❤️", "→ ✓ ✗ •", "₹ 100 £ 20 ¥ 3",
]

with open(sys.argv[1], "rb") as file:
    content = file.read()
_, count, _, _, length, _ = struct.unpack_from("<5If", content, 8)
pieces = content[32 : 32 + length].decode().split("\n")[:count]
tokenizer = tokenizer_of(pieces, np.frombuffer(content, "<f4", count, 32 + length))
cut = [{"text": text, "ids": [-1 if id == count else id for id in tokenizer.encode(text).ids]} for text in SENTENCES]
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(one, ensure_ascii=True) for one in cut) + "\n]\n")
print(len(cut))
