/** Offers a blob to the user as a download. */
export function saveBlob(fileName: string, blob: Blob): void {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName;
  link.click();
  // The browser holds its own reference by the next task.
  setTimeout(() => URL.revokeObjectURL(href));
}
