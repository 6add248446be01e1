/** Finds the credentials that the AWS tools would use, without a request to AWS. */
import { S3Client } from '@aws-sdk/client-s3';

export interface FoundCredentials {
  readonly keyId: string;
  /** In milliseconds since 1970; null if they do not expire, or if nobody says when. */
  readonly expiresMilliseconds: number | null;
}

/** Looks in the environment, the profiles and the metadata of the machine. Throws what the SDK throws if there are none. */
export async function findCredentials({ region }: { readonly region: string | null }): Promise<FoundCredentials> {
  const client = new S3Client(region === null ? {} : { region });
  const { accessKeyId, expiration } = await client.config.credentials();
  return { keyId: accessKeyId, expiresMilliseconds: expiration?.getTime() ?? null };
}
