# An ALB in Chengdu in front of a server in Hangzhou, as a team writes it that does not use Causeway. README.md beside this file
# asks the rules of its plan.

terraform {
  required_providers {
    alicloud = {
      source  = "registry.terraform.io/aliyun/alicloud"
      version = "1.289.0"
    }
  }
}

variable "remote_ip" {
  description = "whether the server may be outside the VPC of the ALB, as it is; false to see what a rule says of that"
  default     = true
}

variable "open_to" {
  description = "who else may ask the server, such as 0.0.0.0/0"
  type        = set(string)
  default     = []
}

provider "alicloud" {
  region = "cn-chengdu"
}

provider "alicloud" {
  alias  = "hangzhou"
  region = "cn-hangzhou"
}

locals {
  alb_vswitches = { cn-chengdu-a = "172.16.0.0/24", cn-chengdu-b = "172.16.6.0/24" }
  vswitches     = { cn-hangzhou-h = "192.168.8.0/24", cn-hangzhou-i = "192.168.7.0/24" }
}

# The network of the ALB.

resource "alicloud_vpc" "chengdu" {
  vpc_name   = "policy-chengdu"
  cidr_block = "172.16.0.0/16"
}

resource "alicloud_vswitch" "chengdu" {
  for_each     = local.alb_vswitches
  vpc_id       = alicloud_vpc.chengdu.id
  vswitch_name = "policy-${each.key}"
  zone_id      = each.key
  cidr_block   = each.value
}

# The network of the server.

resource "alicloud_vpc" "hangzhou" {
  provider   = alicloud.hangzhou
  vpc_name   = "policy-hangzhou"
  cidr_block = "192.168.0.0/16"
}

resource "alicloud_vswitch" "hangzhou" {
  for_each     = local.vswitches
  provider     = alicloud.hangzhou
  vpc_id       = alicloud_vpc.hangzhou.id
  vswitch_name = "policy-${each.key}"
  zone_id      = each.key
  cidr_block   = each.value
}

# What joins them.

resource "alicloud_cen_instance" "this" {
  cen_instance_name = "policy"
}

resource "alicloud_cen_transit_router" "chengdu" {
  cen_id              = alicloud_cen_instance.this.id
  transit_router_name = "policy-chengdu"
}

resource "alicloud_cen_transit_router" "hangzhou" {
  provider            = alicloud.hangzhou
  cen_id              = alicloud_cen_instance.this.id
  transit_router_name = "policy-hangzhou"
}

resource "alicloud_cen_transit_router_route_table" "chengdu" {
  transit_router_id = alicloud_cen_transit_router.chengdu.transit_router_id
}

resource "alicloud_cen_transit_router_route_table" "hangzhou" {
  provider          = alicloud.hangzhou
  transit_router_id = alicloud_cen_transit_router.hangzhou.transit_router_id
}

resource "alicloud_cen_transit_router_vpc_attachment" "chengdu" {
  cen_id                     = alicloud_cen_instance.this.id
  transit_router_id          = alicloud_cen_transit_router.chengdu.transit_router_id
  vpc_id                     = alicloud_vpc.chengdu.id
  auto_publish_route_enabled = false
  zone_mappings {
    zone_id    = "cn-chengdu-a"
    vswitch_id = alicloud_vswitch.chengdu["cn-chengdu-a"].id
  }
  zone_mappings {
    zone_id    = "cn-chengdu-b"
    vswitch_id = alicloud_vswitch.chengdu["cn-chengdu-b"].id
  }
}

resource "alicloud_cen_transit_router_vpc_attachment" "hangzhou" {
  provider                   = alicloud.hangzhou
  cen_id                     = alicloud_cen_instance.this.id
  transit_router_id          = alicloud_cen_transit_router.hangzhou.transit_router_id
  vpc_id                     = alicloud_vpc.hangzhou.id
  auto_publish_route_enabled = false
  zone_mappings {
    zone_id    = "cn-hangzhou-h"
    vswitch_id = alicloud_vswitch.hangzhou["cn-hangzhou-h"].id
  }
  zone_mappings {
    zone_id    = "cn-hangzhou-i"
    vswitch_id = alicloud_vswitch.hangzhou["cn-hangzhou-i"].id
  }
}

resource "alicloud_cen_transit_router_peer_attachment" "this" {
  cen_id                        = alicloud_cen_instance.this.id
  transit_router_id             = alicloud_cen_transit_router.chengdu.transit_router_id
  peer_transit_router_id        = alicloud_cen_transit_router.hangzhou.transit_router_id
  peer_transit_router_region_id = "cn-hangzhou"
  bandwidth_type                = "DataTransfer"
  bandwidth                     = 10
  auto_publish_route_enabled    = true
}

# Who asks which table, and who teaches it; the console ticks all of these by default, Terraform none.

resource "alicloud_cen_transit_router_route_table_association" "chengdu" {
  for_each = {
    vpc  = alicloud_cen_transit_router_vpc_attachment.chengdu.transit_router_attachment_id
    link = alicloud_cen_transit_router_peer_attachment.this.transit_router_attachment_id
  }
  transit_router_attachment_id  = each.value
  transit_router_route_table_id = alicloud_cen_transit_router_route_table.chengdu.transit_router_route_table_id
}

resource "alicloud_cen_transit_router_route_table_propagation" "chengdu" {
  for_each = {
    vpc  = alicloud_cen_transit_router_vpc_attachment.chengdu.transit_router_attachment_id
    link = alicloud_cen_transit_router_peer_attachment.this.transit_router_attachment_id
  }
  transit_router_attachment_id  = each.value
  transit_router_route_table_id = alicloud_cen_transit_router_route_table.chengdu.transit_router_route_table_id
}

resource "alicloud_cen_transit_router_route_table_association" "hangzhou" {
  for_each = {
    vpc  = alicloud_cen_transit_router_vpc_attachment.hangzhou.transit_router_attachment_id
    link = alicloud_cen_transit_router_peer_attachment.this.transit_router_attachment_id
  }
  provider                      = alicloud.hangzhou
  transit_router_attachment_id  = each.value
  transit_router_route_table_id = alicloud_cen_transit_router_route_table.hangzhou.transit_router_route_table_id
}

resource "alicloud_cen_transit_router_route_table_propagation" "hangzhou" {
  for_each = {
    vpc  = alicloud_cen_transit_router_vpc_attachment.hangzhou.transit_router_attachment_id
    link = alicloud_cen_transit_router_peer_attachment.this.transit_router_attachment_id
  }
  provider                      = alicloud.hangzhou
  transit_router_attachment_id  = each.value
  transit_router_route_table_id = alicloud_cen_transit_router_route_table.hangzhou.transit_router_route_table_id
}

# The way there, and the way back to each vSwitch of the ALB.

resource "alicloud_route_entry" "out" {
  route_table_id        = alicloud_vpc.chengdu.route_table_id
  destination_cidrblock = local.vswitches["cn-hangzhou-i"]
  nexthop_type          = "Attachment"
  nexthop_id            = alicloud_cen_transit_router_vpc_attachment.chengdu.transit_router_attachment_id
}

resource "alicloud_route_entry" "back" {
  for_each              = local.alb_vswitches
  provider              = alicloud.hangzhou
  route_table_id        = alicloud_vpc.hangzhou.route_table_id
  destination_cidrblock = each.value
  nexthop_type          = "Attachment"
  nexthop_id            = alicloud_cen_transit_router_vpc_attachment.hangzhou.transit_router_attachment_id
}

# The server.

resource "alicloud_security_group" "web" {
  provider            = alicloud.hangzhou
  security_group_name = "policy-web"
  vpc_id              = alicloud_vpc.hangzhou.id
}

resource "alicloud_security_group_rule" "web" {
  for_each          = setunion(values(local.alb_vswitches), var.open_to)
  provider          = alicloud.hangzhou
  security_group_id = alicloud_security_group.web.id
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "80/80"
  cidr_ip           = each.value
}

data "alicloud_images" "linux" {
  provider    = alicloud.hangzhou
  name_regex  = "^aliyun_3_x64"
  most_recent = true
  owners      = "system"
}

resource "alicloud_instance" "web" {
  provider             = alicloud.hangzhou
  instance_name        = "policy-web"
  instance_type        = "ecs.g7.large"
  image_id             = data.alicloud_images.linux.images[0].id
  system_disk_category = "cloud_essd"
  vswitch_id           = alicloud_vswitch.hangzhou["cn-hangzhou-i"].id
  security_groups      = [alicloud_security_group.web.id]
  private_ip           = "192.168.7.20"
}

# The ALB.

resource "alicloud_alb_load_balancer" "this" {
  load_balancer_name     = "policy"
  load_balancer_edition  = "Standard"
  address_type           = "Intranet"
  address_allocated_mode = "Fixed"
  vpc_id                 = alicloud_vpc.chengdu.id
  load_balancer_billing_config {
    pay_type = "PayAsYouGo"
  }
  dynamic "zone_mappings" {
    for_each = alicloud_vswitch.chengdu
    content {
      zone_id    = zone_mappings.value.zone_id
      vswitch_id = zone_mappings.value.id
    }
  }
}

resource "alicloud_alb_server_group" "web" {
  server_group_name = "policy-web"
  server_group_type = "Ip"
  protocol          = "HTTP"
  vpc_id            = alicloud_vpc.chengdu.id
  health_check_config {
    health_check_enabled = true
    health_check_path    = "/"
  }
  servers {
    server_type       = "Ip"
    server_id         = alicloud_instance.web.private_ip
    server_ip         = alicloud_instance.web.private_ip
    port              = 80
    weight            = 100
    remote_ip_enabled = var.remote_ip
  }
}

resource "alicloud_alb_listener" "http" {
  load_balancer_id  = alicloud_alb_load_balancer.this.id
  listener_protocol = "HTTP"
  listener_port     = 80
  default_actions {
    type = "ForwardGroup"
    forward_group_config {
      server_group_tuples {
        server_group_id = alicloud_alb_server_group.web.id
      }
    }
  }
}

output "alb_id" {
  value = alicloud_alb_load_balancer.this.id
}
