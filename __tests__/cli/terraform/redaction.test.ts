import { redactor } from '../../../cli/terraform/redaction';

const TOKEN = 'CAIS+token/of=an-hour==';

describe('redactor', () => {
  it.each([
    'ALICLOUD_SECRET_KEY',
    'ALICLOUD_SECURITY_TOKEN',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    'ALIBABA_CLOUD_SECURITY_TOKEN',
    'ALIBABA_CLOUD_OIDC_TOKEN',
    'SECURITY_TOKEN',
    'TF_TOKEN_app_terraform_io',
  ])('hides the value of %s', (name) => {
    expect(redactor({ [name]: TOKEN })(`a ${TOKEN} b`)).toBe('a *** b');
  });

  it('hides it in an address and in a text that was signed', () => {
    const hide = redactor({ ALICLOUD_SECURITY_TOKEN: TOKEN });
    const once = encodeURIComponent(TOKEN);
    expect(hide(`?SecurityToken=${once}&Action=x`)).toBe('?SecurityToken=***&Action=x');
    expect(hide(encodeURIComponent(`SecurityToken=${once}`))).toBe('SecurityToken%3D***');
  });

  it('leaves everything else as it is', () => {
    const environment = {
      ALICLOUD_ACCESS_KEY: 'LTAI4key12345678',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/run/token-file',
      ALICLOUD_SECRET_KEY: '',
      SHORT_TOKEN: '1',
    };
    const text = 'LTAI4key12345678 /run/token-file 1';
    expect(redactor(environment)(text)).toBe(text);
  });
});
