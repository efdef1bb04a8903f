/** Reads an export of chats in a process of its own, and prints how many chats and messages it has and the most memory it took, in MB. */
import { writeSync } from 'node:fs';
import { readChatFile } from '#main/transfer/chats/chat-file.ts';

const [path = ''] = process.argv.slice(2);
let chats = 0;
let messages = 0;
/** Not resourceUsage().maxRSS: on Linux it begins with the memory of the process that started this one. */
let mostBytes = 0;
await readChatFile(path, {
  onChat: (chat) => {
    chats += 1;
    messages += chat.messages.length;
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
    return Promise.resolve();
  },
  onFault: () => undefined,
  onAbout: () => undefined,
  onProgress: () => Promise.resolve(true),
});
const megabytes = Math.round(mostBytes / 1024 ** 2);
writeSync(1, JSON.stringify({ chats, messages, megabytes }));
