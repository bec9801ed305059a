import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate for 127.0.0.1, good for this run only. Node has no maker of certificates, so here is one. */
export function loopbackCertificate(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const algorithm = sequence(objectId("2a8648ce3d040302")); // ecdsa-with-SHA256
  const name = sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from("loopback"))))); // CN=loopback
  const day = (offset: number): Buffer => {
    const at = new Date(Date.now() + offset * 86_400_000).toISOString();
    return der(0x18, Buffer.from(`${at.slice(0, 19).replace(/[-:T]/g, "")}Z`));
  };
  const extension = (id: string, value: Buffer): Buffer => sequence(objectId(id), der(0x04, value));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([1])), // serial number
    algorithm,
    name,
    sequence(day(-1), day(1)),
    name,
    publicKey,
    der(
      0xa3,
      sequence(
        extension("551d13", sequence(der(0x01, Buffer.from([0xff])))), // it may sign, namely itself
        extension("551d11", sequence(der(0x87, Buffer.from([127, 0, 0, 1])))), // the address it is for
      ),
    ),
  );
  const signature = sign("sha256", content, createPrivateKey(privateKey));
  const whole = sequence(content, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").replace(/.{64}/g, "$&\n");
  return { key: privateKey, cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(items));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}
