/** Variables with what nobody but its owner may read, in the words of the provider, of Terraform and of the tools of clouds. */
const SECRET = /_(SECRET|SECRET_KEY|TOKEN)$|^(SECURITY_TOKEN$|TF_TOKEN_)/;

/** Shorter values are no secrets, and are part of other words. */
const SHORTEST = 8;

/**
 * Takes the secrets of an environment out of what a tool prints.
 *
 * The provider's messages of a refused signature and of a refused connection hold the request, and with it the token of temporary
 * credentials: encoded once in an address, and twice in a text that was signed.
 */
export function redactor(environment: NodeJS.ProcessEnv): (text: string) => string {
  const values = Object.entries(environment).flatMap(([name, value = '']) => (SECRET.test(name) ? [value] : []));
  const secrets = values
    .filter((value) => value.length >= SHORTEST)
    .flatMap((value) => [value, encodeURIComponent(value), encodeURIComponent(encodeURIComponent(value))]);
  const longestFirst = [...new Set(secrets)].sort((one, other) => other.length - one.length);
  return (text) => longestFirst.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
