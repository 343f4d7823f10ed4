import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import { albErrors, illegalParam } from './errors';
import type { ServerGroup, StickySessionConfig } from './model';

/** What both `CreateServerGroup` and `UpdateServerGroupAttribute` take, with the documented ranges. */
export const serverGroupSettings = {
  // `Uch` is the provider's; the API has `Sch` with a `UchConfig`.
  Scheduler: parameter.optional(parameter.oneOf(['Wrr', 'Wlc', 'Sch', 'Uch'])),
  StickySessionConfig: parameter.optional(
    parameter.object({
      StickySessionEnabled: parameter.optional(parameter.boolean()),
      StickySessionType: parameter.optional(parameter.oneOf(['Insert', 'Server'])),
      Cookie: parameter.optional(parameter.text()),
      CookieTimeout: parameter.optional(parameter.integer({ min: 1, max: 86400 })),
    }),
  ),
  ConnectionDrainConfig: parameter.optional(
    parameter.object({
      ConnectionDrainEnabled: parameter.optional(parameter.boolean()),
      ConnectionDrainTimeout: parameter.optional(parameter.integer({ min: 0, max: 900 })),
    }),
  ),
  SlowStartConfig: parameter.optional(
    parameter.object({
      SlowStartEnabled: parameter.optional(parameter.boolean()),
      // The provider sends 0 for "not set".
      SlowStartDuration: parameter.optional(parameter.integer({ min: 0, max: 900 })),
    }),
  ),
  UchConfig: parameter.optional(
    parameter.object({
      Type: parameter.optional(parameter.oneOf(['QueryString'])),
      Value: parameter.optional(parameter.matching(/^[\x21-\x7e]{1,128}$/)),
    }),
  ),
  CrossZoneEnabled: parameter.optional(parameter.boolean()),
  UpstreamKeepaliveEnabled: parameter.optional(parameter.boolean()),
};

/** Those settings as a request gives them. */
export interface SettingsRequest {
  readonly Scheduler?: ServerGroup['scheduler'] | undefined;
  readonly StickySessionConfig?: { readonly [K in keyof StickySessionConfig]?: StickySessionConfig[K] | undefined };
  readonly ConnectionDrainConfig?: { ConnectionDrainEnabled?: boolean; ConnectionDrainTimeout?: number };
  readonly SlowStartConfig?: { SlowStartEnabled?: boolean; SlowStartDuration?: number };
  readonly UchConfig?: { Type?: 'QueryString'; Value?: string };
  readonly CrossZoneEnabled?: boolean | undefined;
  readonly UpstreamKeepaliveEnabled?: boolean | undefined;
}

/** Those settings as a group has them. */
export type Settings = Pick<
  ServerGroup,
  | 'scheduler'
  | 'stickySession'
  | 'connectionDrain'
  | 'slowStart'
  | 'uch'
  | 'crossZoneEnabled'
  | 'upstreamKeepaliveEnabled'
>;

const MIN_SLOW_START_SECONDS = 30;

/** The settings of a new group that asks for none. */
const defaults: Settings = {
  scheduler: 'Wrr',
  connectionDrain: { ConnectionDrainEnabled: false, ConnectionDrainTimeout: 300 },
  slowStart: { SlowStartEnabled: false, SlowStartDuration: MIN_SLOW_START_SECONDS },
  crossZoneEnabled: true,
  upstreamKeepaliveEnabled: false,
};

/** The settings after a request: what is given, else what was, else the defaults; refuses what does not go together. */
export function readSettings(request: SettingsRequest, before: Settings = defaults): Settings {
  const { connectionDrain, slowStart } = before;
  const scheduler = request.Scheduler ?? before.scheduler;
  const stickySession = readStickySession(request.StickySessionConfig, before.stickySession);
  const uch = readUch(request.UchConfig, scheduler, before.uch);
  const settings: Settings = {
    scheduler,
    ...(stickySession && { stickySession }),
    connectionDrain: {
      ConnectionDrainEnabled:
        request.ConnectionDrainConfig?.ConnectionDrainEnabled ?? connectionDrain.ConnectionDrainEnabled,
      ConnectionDrainTimeout:
        request.ConnectionDrainConfig?.ConnectionDrainTimeout ?? connectionDrain.ConnectionDrainTimeout,
    },
    slowStart: {
      SlowStartEnabled: request.SlowStartConfig?.SlowStartEnabled ?? slowStart.SlowStartEnabled,
      SlowStartDuration: request.SlowStartConfig?.SlowStartDuration || slowStart.SlowStartDuration,
    },
    ...(uch && { uch }),
    crossZoneEnabled: request.CrossZoneEnabled ?? before.crossZoneEnabled,
    upstreamKeepaliveEnabled: request.UpstreamKeepaliveEnabled ?? before.upstreamKeepaliveEnabled,
  };
  checkSettings(settings);
  return settings;
}

function checkSettings({ slowStart, scheduler, crossZoneEnabled, stickySession }: Settings): void {
  if (slowStart.SlowStartDuration < MIN_SLOW_START_SECONDS) refuse(illegalParam('SlowStartDuration'));
  if (slowStart.SlowStartEnabled && scheduler !== 'Wrr') {
    refuse(albErrors.slowStartScheduler, 'Scheduler', 'SlowStartEnabled');
  }
  if (!crossZoneEnabled && stickySession?.StickySessionEnabled) refuse(illegalParam('StickySessionConfig'));
}

/** A cookie of the server's own: 1 to 200 printable characters, no comma, semicolon or blank, no `$` in front. */
const cookieForm = /^(?!\$)[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,200}$/;

function readStickySession(
  given: SettingsRequest['StickySessionConfig'],
  before: StickySessionConfig | undefined,
): StickySessionConfig | undefined {
  if (!given) return before;
  const enabled = given.StickySessionEnabled ?? before?.StickySessionEnabled ?? false;
  if (!enabled) return { StickySessionEnabled: false };
  const type = given.StickySessionType ?? before?.StickySessionType ?? 'Insert';
  if (type === 'Insert') {
    const CookieTimeout = given.CookieTimeout ?? before?.CookieTimeout ?? 1000;
    return { StickySessionEnabled: true, StickySessionType: type, CookieTimeout };
  }
  const Cookie = given.Cookie ?? before?.Cookie;
  if (Cookie === undefined || !cookieForm.test(Cookie)) refuse(illegalParam('Cookie'));
  return { StickySessionEnabled: true, StickySessionType: type, Cookie };
}

function readUch(
  given: SettingsRequest['UchConfig'],
  scheduler: ServerGroup['scheduler'],
  before: ServerGroup['uch'],
): ServerGroup['uch'] {
  const hashes = scheduler === 'Sch' || scheduler === 'Uch';
  const Value = given?.Value;
  if (Value !== undefined && !hashes) refuse(illegalParam('UchConfig'));
  const uch = Value === undefined ? before : { Type: 'QueryString' as const, Value };
  if (scheduler === 'Uch' && !uch) refuse(illegalParam('UchConfig'));
  return hashes ? uch : undefined;
}
