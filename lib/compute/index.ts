export { DiskCategory } from './disk-category';
export { greetingPage } from './greeting-page';
export type { GreetingPageProps } from './greeting-page';
export { MachineImage } from './machine-image';
export type { IMachineImage } from './machine-image';
export { ProbeClient } from './probe-client';
export type { ProbeClientProps } from './probe-client';
export { Server } from './server';
export type { IServer, ServerAttributes, ServerProps } from './server';
