/** Programs and systems; people move to, work in and speak of them as if they were places. */
export const TECHNOLOGY =
  'linux|ubuntu|debian|fedora|arch|mint|windows|macos|mac|osx|ios|android|chrome|firefox|safari|edge|react|vue|angular|svelte|next|node|deno|bun|python|java|javascript|typescript|rust|go|golang|kotlin|swift|ruby|php|django|flask|rails|laravel|docker|kubernetes|aws|azure|gcp|github|gitlab|bitbucket|slack|teams|zoom|discord|gmail|outlook|notion|obsidian|evernote|jira|trello|excel|sheets|vim|neovim|emacs|vscode|vs code|postgres(?:ql)?|mysql|mongodb|sqlite|redis|graphql|webpack|vite|gradle|maven|npm|pnpm|yarn|http|https|ipv6|wordpress|shopify|stripe|figma|photoshop|blender|unity|unreal|godot';

/** Technical topics; a habit of a program is not a habit of the user. */
export const TECHNICAL =
  'errors?|exceptions?|warnings?|bugs?|crash(?:es)?|scripts?|functions?|methods?|code|api|endpoints?|servers?|requests?|responses?|query|queries|builds?|loops?|null|nan|undefined|database|tables?|rows?|columns?|cells?|files?|logs?|output|pages?|buttons?|arrays?|strings?|variables?|cron|deploy|compiles?|results?|same (?:result|answer|message)|40[0-9]|50[0-9]';
