/** A service as ActionTrail names it. */
export interface ServiceName {
  /** What `ServiceName` holds, in ActionTrail's own spelling. */
  readonly code: string;
  readonly en: string;
  readonly cn: string;
  /** Host prefix of the service's API. */
  readonly host: string;
  readonly apiVersion: string;
}

/** The real services that the sample's keys are used with. */
export const SERVICES = {
  ecs: {
    code: "Ecs",
    en: "Elastic Compute Service",
    cn: "云服务器 ECS",
    host: "ecs",
    apiVersion: "2014-05-26",
  },
  oss: { code: "Oss", en: "Object Storage Service", cn: "对象存储", host: "oss", apiVersion: "2019-05-17" },
  containerRegistry: {
    code: "cr",
    en: "Container Registry",
    cn: "容器镜像服务",
    host: "cr",
    apiVersion: "2018-12-01",
  },
  logs: { code: "Sls", en: "Simple Log Service", cn: "日志服务", host: "sls", apiVersion: "2020-12-30" },
  ram: {
    code: "Ram",
    en: "Resource Access Management",
    cn: "访问控制",
    host: "ram",
    apiVersion: "2015-05-01",
  },
  actionTrail: {
    code: "Actiontrail",
    en: "ActionTrail",
    cn: "操作审计",
    host: "actiontrail",
    apiVersion: "2020-07-06",
  },
  databases: { code: "Rds", en: "ApsaraDB RDS", cn: "云数据库 RDS", host: "rds", apiVersion: "2014-08-15" },
  billing: {
    code: "BssOpenApi",
    en: "Expenses and Costs",
    cn: "费用与成本",
    host: "business",
    apiVersion: "2017-12-14",
  },
  networks: {
    code: "Vpc",
    en: "Virtual Private Cloud",
    cn: "专有网络 VPC",
    host: "vpc",
    apiVersion: "2016-04-28",
  },
} as const satisfies Record<string, ServiceName>;
