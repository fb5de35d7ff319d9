import { z } from 'zod';

/**
 * What Kubernetes accepts of a batch/v1 Job, as far as our manifest goes: a field that is not here is refused, so that a
 * slip of the pen is found. After the API reference of Kubernetes 1.33, "Job v1 batch", "Pod v1 core" (PodSpec, Container)
 * and "PersistentVolumeClaim v1 core"; https://kubernetes.io/docs/reference/kubernetes-api/.
 */
const name = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
/** CPU and memory: `500m`, `1`, `512Mi`. In YAML an unquoted number would be one, which the API takes too; we do not. */
const quantity = z.string().regex(/^\d+(\.\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/);
const metadata = z.strictObject({ name, labels: z.record(z.string(), z.string()).optional() });
const amounts = z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() });
const count = z.int().min(0);

const environment = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
    value: z.string().optional(),
    valueFrom: z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.string() }) }).optional(),
  })
  .refine(
    ({ value, valueFrom }) => (value === undefined) !== (valueFrom === undefined),
    'value or valueFrom',
  );

const container = z.strictObject({
  name,
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/, 'an image with a tag'),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.array(environment).optional(),
  resources: z.strictObject({ requests: amounts.optional(), limits: amounts.optional() }).optional(),
  securityContext: z
    .strictObject({
      allowPrivilegeEscalation: z.boolean().optional(),
      readOnlyRootFilesystem: z.boolean().optional(),
      capabilities: z.strictObject({ drop: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
  volumeMounts: z.array(z.strictObject({ name, mountPath: z.string().startsWith('/') })).optional(),
});

const podSpec = z
  .strictObject({
    restartPolicy: z.enum(['Never', 'OnFailure']),
    automountServiceAccountToken: z.boolean().optional(),
    securityContext: z
      .strictObject({
        runAsNonRoot: z.boolean().optional(),
        runAsUser: count.optional(),
        fsGroup: count.optional(),
        seccompProfile: z.strictObject({ type: z.enum(['RuntimeDefault', 'Unconfined']) }).optional(),
      })
      .optional(),
    containers: z.array(container).min(1),
    volumes: z
      .array(z.strictObject({ name, persistentVolumeClaim: z.strictObject({ claimName: name }) }))
      .optional(),
  })
  .refine(({ containers, volumes = [] }) => {
    const known = volumes.map((volume) => volume.name);
    return containers.every(({ volumeMounts = [] }) =>
      volumeMounts.every((mount) => known.includes(mount.name)),
    );
  }, 'every mount names a volume');

const failureRule = z
  .strictObject({
    action: z.enum(['Ignore', 'FailIndex', 'FailJob', 'Count']),
    onPodConditions: z
      .array(z.strictObject({ type: z.string(), status: z.enum(['True', 'False', 'Unknown']) }))
      .optional(),
    onExitCodes: z
      .strictObject({
        containerName: name.optional(),
        operator: z.enum(['In', 'NotIn']),
        // Unique, in order, and without 0 for In: the API server refuses anything else.
        values: z.array(z.int().min(1).max(255)).min(1),
      })
      .refine(({ values }) => values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0)), 'in order')
      .optional(),
  })
  .refine(
    ({ onExitCodes, onPodConditions }) => (onExitCodes === undefined) !== (onPodConditions === undefined),
    'either exit codes or conditions',
  );

const jobSpec = z
  .strictObject({
    completionMode: z.literal('Indexed'),
    completions: z.int().min(1),
    parallelism: z.int().min(1),
    backoffLimitPerIndex: count.optional(),
    maxFailedIndexes: count.optional(),
    podFailurePolicy: z.strictObject({ rules: z.array(failureRule).max(20) }).optional(),
    ttlSecondsAfterFinished: count.optional(),
    template: z.strictObject({ metadata: metadata.partial().optional(), spec: podSpec }),
  })
  .refine((spec) => (spec.maxFailedIndexes ?? 0) <= spec.completions, 'no more failed indexes than indexes')
  .refine(
    ({ podFailurePolicy, template }) =>
      podFailurePolicy === undefined || template.spec.restartPolicy === 'Never',
    'a failure policy needs restartPolicy Never',
  )
  .refine(
    ({ podFailurePolicy, backoffLimitPerIndex }) =>
      backoffLimitPerIndex !== undefined ||
      podFailurePolicy?.rules.every(({ action }) => action !== 'FailIndex') !== false,
    'FailIndex needs backoffLimitPerIndex',
  );

export const jobSchema = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata,
  spec: jobSpec,
});

export const claimSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('PersistentVolumeClaim'),
  metadata,
  spec: z.strictObject({
    accessModes: z
      .array(z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']))
      .min(1),
    resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
  }),
});
