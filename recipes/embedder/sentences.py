"""Collects sentences to learn from: corpus.txt (WordNet's definitions, examples and synonyms, fortunes) and own.txt (sentences
as people say them to an assistant, written for this purpose and filled in with WordNet's words)."""

import argparse
import glob
import os
import random
import re

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
arguments.add_argument("--wordnet", default="/usr/share/wordnet")
arguments.add_argument("--fortunes", default="/usr/share/games/fortunes")
arguments.add_argument("--own", type=int, default=60_000)
options = arguments.parse_args()

NAMES = """
Anna Ben Carla David Emma Frank Grace Hugo Ines James Kate Liam Maria Nate Olivia Paul Quinn Rosa Sam Tina Uma
Victor Wendy Yusuf Zoe Caroline Melanie John Gina Priya Chen Ahmed Lukas
""".split()

# WordNet's numbers of the fields that nouns are filed under.
FIELDS = {
    "act": "04", "animal": "05", "artifact": "06", "body": "08", "cog": "09", "comm": "10", "event": "11", "feel": "12", "food": "13",
    "place": "15", "person": "18", "plant": "20", "subst": "27",
}

SENTENCES = [
    "I really love {food}.",
    "I can't eat {food}, it makes me ill.",
    "Which restaurant serves good {food}?",
    "Can you suggest a recipe with {food} and {food}?",
    "My favourite food is {food}.",
    "I prefer {food} to {food}.",
    "I have a {animal} named {name}.",
    "What kind of pet does {name} have?",
    "{name} is afraid of {animal}.",
    "I bought a new {artifact} yesterday.",
    "What {artifact} should I buy?",
    "I don't like {artifact}, I prefer {artifact}.",
    "{name}: we went to {place} last summer with the kids.",
    "I am planning a trip to {place}, any recommendations?",
    "When did {name} go to {place}?",
    "My sister works as a {person}.",
    "What does {name} do for work?",
    "I used to be a {person} in {place}.",
    "Please always answer with {comm}.",
    "Never mention {cog} when we talk about {cog}.",
    "I am interested in {cog}.",
    "Can you explain {cog} to me?",
    "How long has {name} practised {act}?",
    "I started {act} two years ago.",
    "My hobby is {act}, I also enjoy {act}.",
    "Which activities does {name} enjoy?",
    "I hurt my {body} last week.",
    "{name} felt {adj} about the {event}.",
    "How did {name} feel after the {event}?",
    "I would rather {verb} than {verb}.",
    "It was so {adj} to {verb} with my friends!",
    "I want to learn how to {verb}.",
    "What is a good way to {verb}?",
    "I grow {plant} in my garden.",
    "I am allergic to {subst}.",
    "What {adj} books would you recommend?",
    "I only read {adj} novels.",
    "I avoid anything {adj}.",
    "Wow {name}, that sounds {adj}! How is the {artifact} going?",
    "Thanks {name}, your {feel} means a lot to me.",
    "Who gave {name} the {artifact}?",
    "What did {name} see at the {event}?",
    "I hate {artifact} because they are {adj}.",
    "Could you help me choose between {artifact} and {artifact}?",
    "I work with {artifact} and {cog} every day.",
    "My {person} told me to avoid {food}.",
]


def synsets(part):
    """(lemmas, field, gloss) of each group of synonyms."""
    with open(os.path.join(options.wordnet, f"data.{part}"), encoding="utf-8", errors="ignore") as lines:
        for line in lines:
            if line.startswith("  ") or "|" not in line:
                continue
            head, gloss = line.split("|", 1)
            fields = head.split()
            lemmas = [fields[4 + 2 * index].replace("_", " ") for index in range(int(fields[3], 16))]
            yield [re.sub(r"[(].*?[)]", "", lemma) for lemma in lemmas], fields[1], gloss.strip()


def dictionary():
    for part in ("noun", "verb", "adj", "adv"):
        for lemmas, _, gloss in synsets(part):
            definition, *examples = re.split(r';\s*(?=")', gloss)
            definition = definition.strip().strip('"')
            yield definition
            yield f"{lemmas[0]} is {definition}"
            if len(lemmas) > 1:
                yield ", ".join(lemmas)
            yield from (example.strip().strip('"; ') for example in examples)


def sayings():
    for path in sorted(glob.glob(os.path.join(options.fortunes, "*"))):
        if re.search(r"\.(dat|u8)$", path):
            continue
        with open(path, encoding="utf-8", errors="ignore") as file:
            for saying in file.read().split("\n%\n"):
                flat = re.sub(r"\x08|\s+", " ", saying)
                yield from (part.strip() for part in re.split(r"(?<=[.!?])\s+", flat) if 15 < len(part) < 250)


def own():
    words = {name: [] for name in FIELDS}
    for lemmas, field, _ in synsets("noun"):
        for name, number in FIELDS.items():
            if number == field:
                words[name] += lemmas
    words["verb"] = [lemma for lemmas, _, _ in synsets("verb") for lemma in lemmas]
    words["adj"] = [lemma for lemmas, _, _ in synsets("adj") for lemma in lemmas]
    words["name"] = NAMES
    random.seed(7)
    made = set()
    while len(made) < options.own:
        made.add(re.sub(r"\{(\w+)\}", lambda gap: random.choice(words[gap[1]]), random.choice(SENTENCES)))
    return made


def write(name, sentences):
    lines = sorted(sentences)
    random.seed(1)
    random.shuffle(lines)
    with open(os.path.join(options.work, name), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print(f"{name}: {len(lines)}")


write("corpus.txt", {line for line in (*dictionary(), *sayings()) if 3 < len(line) < 300})
write("own.txt", own())
