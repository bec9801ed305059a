/** Something with an end: what it holds is let go. The shape of `vscode.Disposable`, without vscode. */
export interface Disposable {
  dispose(): unknown;
}
