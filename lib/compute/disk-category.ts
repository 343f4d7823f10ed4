/** Kind of disk; not every instance type takes every kind. */
export enum DiskCategory {
  ESSD = 'cloud_essd',
  ESSD_ENTRY = 'cloud_essd_entry',
  ESSD_AUTO = 'cloud_auto',
  SSD = 'cloud_ssd',
  EFFICIENCY = 'cloud_efficiency',
}
