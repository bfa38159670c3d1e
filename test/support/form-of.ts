/** A file within a form, or a text. */
interface Part {
  readonly name?: string;
  /** As it stands in the header, quotes and all; none for a text. */
  readonly fileName?: string;
  readonly type?: string;
  readonly content: string | Buffer;
}

const boundary = 'between-the-parts';

/** The type of a form in parts. */
export const formType = `multipart/form-data; boundary=${boundary}`;

/** A form in parts, as bytes. */
export function formOf(...parts: readonly Part[]): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ name = 'files', fileName, type, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename=${fileName}`}\r\n${
          type === undefined ? '' : `Content-Type: ${type}\r\n`
        }\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}
