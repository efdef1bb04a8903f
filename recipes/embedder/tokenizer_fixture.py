"""Writes sentences with the pieces the model's own tokenizer cuts them into, for the test of src-main/models/word-pieces.ts."""

import itertools
import json
import sys

from tokenizers import Tokenizer

from model import tokenizer_path

PLAIN = [
    "My favourite colour is teal.", "I'm allergic to peanuts!", "e-mail: someone@example.org", "It costs $4.99 (or 5,00 €).",
    "don't", "state-of-the-art", "C++ and C# aren't <html>", "a_b_c snake_case kebab-case", "3.14159 is pi", "1,000,000",
    "https://example.org/path?query=1&other=2#part", "UPPER lower MiXeD", "tab\tand\nnew line\r\nend", "   spaces   around   ",
    "", " ", "...", "?!?!", "``code`` and 'quotes' and \"more\"", "[square] {curly} (round)", "~tilde^caret|pipe\\backslash",
    "2026-11-24T10:00:00Z", "50% off", "@handle #topic", "x=y+z*2/3", "supercalifragilisticexpialidocious",
    "antidisestablishmentarianism", "pneumonoultramicroscopicsilicovolcanoconiosis", "qwrtzxcvb", "a" * 99, "a" * 100, "a" * 101, "é" * 100,
    "unbelievably unaffordable", "Worcestershire sauce", "Kubernetes TypeScript PostgreSQL", "GPT-4o mini", "iPhone 15 Pro Max",
]
ACCENTS = [
    "café naïve résumé", "Ångström", "crème brûlée", "Ελληνικά γράμματα Σίσυφος ΟΔΟΣ", "İstanbul ışık", "straße Straße STRASSE",
    "Łódź Kraków", "jalapeño", "coöperate", "Señor Muñoz", "e\u0301 decomposed cafe\u0301", "ﬁne ligature", "Ǆ ǅ ǆ", "Ωμέγα", "Đà Nẵng", "Çeşme",
    "Привет, как дела?", "Ёжик и йогурт", "українська мова", "Български",
]
OTHER = [
    "我喜欢青色。", "今晚我该做什么菜?", "日本語のテキスト", "カタカナ ひらがな", "東京タワー", "한국어 문장입니다", "안녕하세요", "中文English混排", "𠀀𠮷野家",
    "㐀㐁", "豈更車", "مرحبا كيف حالك؟", "اللُّغَةُ العَرَبِيَّة", "שלום עולם", "שָׁלוֹם", "नमस्ते दुनिया", "हिन्दी भाषा", "ภาษาไทย", "தமிழ்", "ગુજરાતી", "বাংলা", "ქართული", "Հայերեն",
    "አማርኛ", "ខ្មែរ", "မြန်မာ", "བོད་སྐད", "ᓀᐦᐃᔭᐍᐏᐣ",
]
SIGNS = [
    "I love it 😀", "👍🏽 great", "👨‍👩‍👧 family", "🇩🇪 flag", "❤️ heart", "☕ coffee", "✓ done ✗ not", "→ arrow", "½ cup", "x² + y²", "№ 5", "™ ® ©", "°C", "“curly” ‘quotes’",
    "em—dash en–dash", "ellipsis…", "«guillemets»", "¿Qué? ¡Sí!", "full width ＡＢＣ １２３", "zero\u200bwidth", "soft\u00adhyphen", "no\u00a0break", "left\u200eto\u200fright",
    "bell\u0007here", "null\u0000here", "replacement\ufffdhere", "bom\ufeffhere", "line\u2028separator", "ideographic\u3000space", "private\ue000use", "、。！？", "「かぎ」", "・中点",
    "₹ 100 £ 20 ¥ 3", "§ 12", "¶", "†", "‰", "• bullet", "… … …", "a‐b‑c‒d", "⅓", "㎏", "①②③", "𝒜𝓁𝓅𝒽𝒶", "ℌ", "K", "Å",
]
WHO = ["Anna", "my brother", "Dr. O'Neill", "the neighbours"]
WHAT = ["prefers window seats on long flights", "can't stand cilantro", "is learning Portuguese (slowly)", "moved to Reykjavík in 2019",
        "bought a second-hand synthesizer", "runs ultramarathons", "hates micro-management", "collects 19th-century postcards", "uses Neovim & tmux", "has type-2 diabetes",
        "works night shifts; sleeps till noon", "adopted two greyhounds", "is a paediatric anaesthetist", "owes me €20", "speaks Xhosa and isiZulu", "reads sci-fi, mostly Lem"]

tokenizer = Tokenizer.from_file(tokenizer_path())
tokenizer.no_padding()
tokenizer.no_truncation()
made = [f"{who} {what}." for who, what in itertools.product(WHO, WHAT)]
texts = PLAIN + ACCENTS + OTHER + SIGNS + made
cut = [{"text": text, "pieces": tokenizer.encode(text, add_special_tokens=False).tokens} for text in texts]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(one, ensure_ascii=True) for one in cut) + "\n]\n")
print(len(cut))
