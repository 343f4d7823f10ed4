/**
 * The addresses of cloud services: the destination of the system route that every VPC is made with, and the range that
 * back-to-origin CIDRs lie in.
 */
export const SERVICE_CIDR = '100.64.0.0/10';
