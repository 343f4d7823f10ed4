# Two networks in two regions, joined by a CEN instance; on the local cloud or, without `local_endpoint`, on the real one.

# readme:begin
terraform {
  required_providers {
    alicloud = {
      source  = "registry.terraform.io/aliyun/alicloud"
      version = "1.289.0"
    }
  }
}

variable "local_endpoint" {
  description = "host:port of the local cloud; empty for the real one"
  default     = ""
}

locals {
  is_local = var.local_endpoint != ""
}

provider "alicloud" {
  alias                  = "chengdu"
  region                 = "cn-chengdu"
  protocol               = local.is_local ? "HTTP" : "HTTPS"
  skip_region_validation = local.is_local

  dynamic "endpoints" {
    for_each = local.is_local ? ["${var.local_endpoint}/cn-chengdu"] : []
    content {
      alb = endpoints.value
      cbn = endpoints.value # CEN
      ecs = endpoints.value
      sts = endpoints.value
      vpc = endpoints.value
    }
  }
}
# readme:end

provider "alicloud" {
  alias                  = "hangzhou"
  region                 = "cn-hangzhou"
  protocol               = local.is_local ? "HTTP" : "HTTPS"
  skip_region_validation = local.is_local

  dynamic "endpoints" {
    for_each = local.is_local ? ["${var.local_endpoint}/cn-hangzhou"] : []
    content {
      alb = endpoints.value
      cbn = endpoints.value
      ecs = endpoints.value
      sts = endpoints.value
      vpc = endpoints.value
    }
  }
}

resource "alicloud_cen_instance" "this" {
  provider          = alicloud.chengdu
  cen_instance_name = "plain-terraform"
}

resource "alicloud_vpc" "chengdu" {
  provider   = alicloud.chengdu
  vpc_name   = "plain-terraform-chengdu"
  cidr_block = "172.16.0.0/12"
}

resource "alicloud_vswitch" "chengdu" {
  provider     = alicloud.chengdu
  vpc_id       = alicloud_vpc.chengdu.id
  vswitch_name = "plain-terraform-chengdu"
  zone_id      = "cn-chengdu-a"
  cidr_block   = "172.16.0.0/24"
}

resource "alicloud_cen_transit_router" "chengdu" {
  provider            = alicloud.chengdu
  cen_id              = alicloud_cen_instance.this.id
  transit_router_name = "plain-terraform-chengdu"
}

resource "alicloud_vpc" "hangzhou" {
  provider   = alicloud.hangzhou
  vpc_name   = "plain-terraform-hangzhou"
  cidr_block = "192.168.0.0/16"
}

resource "alicloud_cen_transit_router" "hangzhou" {
  provider            = alicloud.hangzhou
  cen_id              = alicloud_cen_instance.this.id
  transit_router_name = "plain-terraform-hangzhou"
}

output "vpc_ids" {
  value = {
    chengdu  = alicloud_vpc.chengdu.id
    hangzhou = alicloud_vpc.hangzhou.id
  }
}
